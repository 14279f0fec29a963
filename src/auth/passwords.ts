import { randomBytes } from 'node:crypto'
import { Scrypt } from '@adonisjs/hash/drivers/scrypt'

/** With these, 32 MiB and about 0.2 s on a thread of Node's pool. @see OWASP, Password Storage Cheat Sheet, scrypt. */
const costs = { cost: 2 ** 15, blockSize: 8, parallelization: 3, maxMemory: 64 * 1024 * 1024 }

/** Turns passwords into what may be stored of them, and back into yes or no. */
export interface Passwords {
  /** The password as it is stored: `$scrypt$n=…,r=…,p=…$salt$hash`, with its costs and a salt of its own. */
  hash(password: string): Promise<string>
  /** Whether `stored` was made of the password. Where there is none, null, the answer is no, and takes as long. */
  matches(password: string, stored: string | null): Promise<boolean>
}

/** @param cost scrypt's N, a power of two; other than the default one only in tests. */
export function createPasswords(cost: number = costs.cost): Passwords {
  const scrypt = new Scrypt({ ...costs, cost })
  const hash = (password: string) => scrypt.make(normalize(password))
  let nobodys: Promise<string> | undefined
  return {
    hash,
    async matches(password, stored) {
      nobodys ??= hash(randomBytes(32).toString('base64'))
      // Awaited in any case: whether it is there already must not tell whether the user is.
      const other = await nobodys
      const isRight = await scrypt.verify(stored ?? other, normalize(password))
      return isRight && stored !== null
    },
  }
}

/** Keyboards differ in how they compose letters. @see RFC 8265, 4.2, OpaqueString. */
function normalize(password: string): string {
  return password.normalize('NFC')
}
