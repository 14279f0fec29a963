import type { Mutation } from './mutate.ts'
import type { Verdict } from './verdicts.ts'

/** A mutation that a viewer sends, and what comes of it. */
export interface Case extends Mutation {
  /** Cases of one kind are alike for the rules; one of them is enough. */
  readonly kind: string
  readonly verdict: Verdict
  /** Whether it says anything new; what a viewer may not see of an object is none of what they say of it. */
  readonly isChange: boolean
  /** What an administrator sends to undo it where it succeeds; or SQL, for which `made` is the id of the new object. */
  readonly undo: Mutation | ((made: string) => readonly string[])
}

/** SQL that undoes the making of an object, as no mutation deletes customers or accounts. */
export function removing(table: string): (made: string) => readonly string[] {
  return (made) => [`delete from "${table}" where "id" = '${made}'`]
}
