import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Load, Seen } from './load.ts'
import type { Request, Running } from './servers/server.ts'

/** The process that makes the load. */
export interface Loader {
  run(load: Load): Promise<Seen>
  stop(): void
}

export function startLoader(): Loader {
  const child = fork('test/bench/load.ts', { execArgv: ['--import', 'tsx'] })
  return {
    async run(load) {
      child.send(load)
      const [answer] = await once(child, 'message')
      if ('error' in answer) throw new Error(`The load broke off: ${answer.error}`)
      return answer.seen
    },
    stop: () => child.kill(),
  }
}

/** A request as it goes over the wire. */
export function toWire({ method, path, body }: Request, { port, headers }: Running): string {
  const lines = [`${method} ${path} HTTP/1.1`, `host: 127.0.0.1:${port}`, 'accept: application/json']
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`)
  if (body !== undefined) lines.push('content-type: application/json', `content-length: ${Buffer.byteLength(body)}`)
  return `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`
}
