import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** A way to a server that a test can cut and mend. */
export interface Detour {
  readonly port: number
  /** Breaks all connections, and refuses new ones. */
  cut(): Promise<void>
  mend(): Promise<void>
}

/** @param watch is shown both ends of each connection: the client's and the server's. */
export async function startDetour(
  target: { host: string; port: number },
  watch: (near: Socket, far: Socket) => void = () => {},
): Promise<Detour> {
  const sockets = new Set<Socket>()
  const listen = async (port: number): Promise<Server> => {
    const server = createServer((near) => {
      const far = connect(target)
      watch(near, far)
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(from)
        from.pipe(to)
        from.on('error', () => to.destroy())
        from.on('close', () => sockets.delete(from))
      }
    }).listen(port, '127.0.0.1')
    await once(server, 'listening')
    return server
  }
  let server = await listen(0)
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    port,
    async cut() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
    async mend() {
      server = await listen(port)
    },
  }
}
