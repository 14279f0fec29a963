import { connect } from 'node:net'

/** What came back. `body` is empty where it was not asked for. */
export interface Answer {
  readonly status: number
  readonly bytes: number
  readonly hasErrors: boolean
  readonly body: string
}

/** One keep-alive connection that has one request under way. It does little: the load shares the machine's cores. */
export interface Connection {
  send(request: Buffer, keepsBody: boolean): Promise<Answer>
  close(): void
}

interface Head {
  readonly status: number
  /** Where the body begins. */
  readonly start: number
  /** Null for a chunked body. */
  readonly length: number | null
}

/** An answer that is on its way. */
class Incoming {
  private readonly chunks: Buffer[] = []
  private received = 0
  private head: Head | null = null

  constructor(
    private readonly keepsBody: boolean,
    readonly resolve: (answer: Answer) => void,
    readonly reject: (error: Error) => void,
  ) {}

  add(chunk: Buffer): void {
    this.chunks.push(chunk)
    this.received += chunk.length
    this.head ??= readHead(this.chunks.length === 1 ? chunk : Buffer.concat(this.chunks))
  }

  isComplete(): boolean {
    if (this.head === null) return false
    const { start, length } = this.head
    if (length !== null) return this.received >= start + length
    return Buffer.concat(this.chunks.slice(-lastChunk.length)).subarray(-lastChunk.length).equals(lastChunk)
  }

  toAnswer(): Answer {
    const whole = this.chunks.length === 1 ? (this.chunks[0] ?? nothing) : Buffer.concat(this.chunks)
    const { status, start, length } = this.head ?? { status: 0, start: 0, length: 0 }
    const body = whole.subarray(start)
    const text = this.keepsBody ? (length === null ? dechunk(body) : body).toString() : ''
    return { status, bytes: body.length, hasErrors: body.includes('"errors":'), body: text }
  }
}

const nothing = Buffer.alloc(0)
const endOfHead = Buffer.from('\r\n\r\n')
const lastChunk = Buffer.from('0\r\n\r\n')

export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  let incoming: Incoming | null = null
  const fail = (error: Error) => {
    incoming?.reject(error)
    incoming = null
  }
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('The server closed the connection.')))
  socket.on('data', (chunk) => {
    incoming?.add(chunk)
    if (!incoming?.isComplete()) return
    const { resolve } = incoming
    const answer = incoming.toAnswer()
    incoming = null
    resolve(answer)
  })
  return {
    send: (request, keepsBody) =>
      new Promise((resolve, reject) => {
        incoming = new Incoming(keepsBody, resolve, reject)
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}

/** Null where the head has not come whole. */
function readHead(buffer: Buffer): Head | null {
  const end = buffer.indexOf(endOfHead)
  if (end < 0) return null
  const text = buffer.toString('latin1', 0, end)
  const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1]
  const start = end + endOfHead.length
  return { status: Number(text.slice(9, 12)), start, length: length === undefined ? null : Number(length) }
}

function dechunk(body: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at < body.length; ) {
    const end = body.indexOf('\r\n', at)
    const length = Number.parseInt(body.toString('latin1', at, end), 16)
    if (!(length > 0)) break
    parts.push(body.subarray(end + 2, end + 2 + length))
    at = end + 2 + length + 2
  }
  return Buffer.concat(parts)
}
