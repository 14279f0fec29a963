import type { IncomingMessage } from 'node:http'

/** Past the limit, this much more is read and thrown away, so that a client that only listens once it has sent hears why. */
const maxDiscardedBytes = 8 * 1024 * 1024
const discardWithinMs = 5_000

/**
 * The body, or `null` where it is larger than `maxBytes`; never more than that is kept.
 * Rejects when the sender breaks off.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return discard(request)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > maxBytes) return discard(request)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
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
