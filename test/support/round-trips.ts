import type { Socket } from 'node:net'
import { type Detour, startDetour } from './detour.ts'

/** A way to PostgreSQL that counts how often a client waits for it. */
export interface CountingDetour extends Detour {
  /** The waits since the last call: statements that are sent before the answer to the first of them are one. */
  take(): number
}

export async function startCountingDetour(target: { host: string; port: number }): Promise<CountingDetour> {
  let count = 0
  const detour = await startDetour(target, (near: Socket, far: Socket) => {
    let isAnswered = true
    far.on('data', () => {
      isAnswered = true
    })
    near.on('data', (sent: Buffer) => {
      if (isAnswered && asks(sent)) count++
      isAnswered = false
    })
  })
  return {
    ...detour,
    take() {
      const taken = count
      count = 0
      return taken
    },
  }
}

/**
 * Query, Parse and Bind ask something; what begins otherwise is a start-up, and the zone that a connection is told first
 * belongs to it. What announces a commit nobody waits for.
 */
function asks(sent: Buffer): boolean {
  const text = sent.toString('latin1')
  return /^[QPB]/.test(text) && !/notify|SET TIME ZONE/.test(text)
}
