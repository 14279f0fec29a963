import { createHmac, randomBytes } from 'node:crypto'

const keptMs = 60_000
const maxKept = 1_000

interface Proof {
  readonly outcome: Promise<void>
  readonly expiresAt: number
}

/**
 * What was checked within the last minute and held, so that a program that sends its password with each request does
 * not have it hashed each time. Kept in memory, under a hash with a key of this process's own.
 */
export interface Proofs {
  /**
   * Runs `check` unless the same facts were checked a minute ago or less; of several at once, one runs. What it throws
   * is thrown, and not kept.
   * @param facts all that the check depends on.
   */
  prove(facts: readonly (string | number)[], now: Date, check: () => Promise<void>): Promise<void>
}

export function createProofs(): Proofs {
  const key = randomBytes(32)
  const kept = new Map<string, Proof>()
  const removeOld = (now: number) => {
    // The oldest come first, and all are kept for the same time.
    for (const [name, { expiresAt }] of kept) {
      if (expiresAt > now && kept.size < maxKept) return
      kept.delete(name)
    }
  }
  const begin = (name: string, now: number, check: () => Promise<void>) => {
    removeOld(now)
    const proof = { outcome: check(), expiresAt: now + keptMs }
    kept.set(name, proof)
    proof.outcome.catch(() => kept.get(name) === proof && kept.delete(name))
    return proof
  }
  return {
    prove(facts, now, check) {
      const name = createHmac('sha256', key).update(JSON.stringify(facts)).digest('base64url')
      const known = kept.get(name)
      const isFresh = known !== undefined && known.expiresAt > now.getTime()
      return (isFresh ? known : begin(name, now.getTime(), check)).outcome
    },
  }
}
