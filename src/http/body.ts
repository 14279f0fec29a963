import type { IncomingMessage } from 'node:http'
import type { Exchange, Problem } from './exchange.ts'

/** The largest body, and the largest message of a WebSocket. */
export const maxBodyBytes = 1024 * 1024

/** Past the limit, this much more is read and thrown away, so that a client that only listens once it has sent hears why. */
const maxDiscardedBytes = 8 * 1024 * 1024
const discardWithinMs = 5_000

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * The body, or `null` where it is larger than `maxBytes`; never more than that is kept.
 * Rejects when the sender breaks off.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return discard(request)
  const chunks: Buffer[] = []
  let size = 0
  // By hand: an iterator over the request takes as long as all else of a small one.
  const isRead = await new Promise<boolean>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      size += chunk.length
      if (size > maxBytes) settle(() => resolve(false))
      else chunks.push(chunk)
    }
    const end = () => settle(() => resolve(true))
    const breakOff = () => settle(() => reject(new Error('the request broke off')))
    const settle = (tell: () => void) => {
      request.off('data', take).off('end', end).off('error', breakOff).off('close', breakOff)
      tell()
    }
    request.on('data', take).on('end', end).on('error', breakOff).on('close', breakOff)
  })
  return isRead ? Buffer.concat(chunks) : discard(request)
}

function discard(request: IncomingMessage): null {
  let left = maxDiscardedBytes
  const timer = setTimeout(() => request.destroy(), discardWithinMs)
  request.once('close', () => clearTimeout(timer))
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) request.destroy()
  })
  return null
}

/** The body's JSON, or what is wrong with it. */
export async function readJson({ request }: Exchange): Promise<{ value: unknown } | { problem: Problem }> {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers
  if (!/^application\/json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i.test(type) || encoding !== 'identity')
    return problem(415, 'BAD_USER_INPUT', 'content-type: application/json in UTF-8, not compressed')
  const bytes = await readBody(request, maxBodyBytes)
  if (bytes === null) return problem(413, 'REQUEST_TOO_LARGE', `body: at most ${maxBodyBytes} bytes`)
  try {
    return { value: JSON.parse(utf8.decode(bytes)) }
  } catch {
    return problem(400, 'BAD_USER_INPUT', 'body: JSON in UTF-8')
  }
}

function problem(status: number, code: string, message: string): { problem: Problem } {
  return { problem: { status, code, message } }
}
