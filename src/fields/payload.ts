import type { Outcome } from '../core/outcome.ts'
import type { Asked } from './asked.ts'
import type { Batch } from './field.ts'
import { find } from './follow.ts'

/**
 * What a mutation answers: the object that was written, under `name` and read anew when it is asked for, or what is
 * wrong with the input.
 */
export function payload(asked: Asked, name: string, batch: Batch<object>, outcome: Outcome<string>): object {
  if (!outcome.ok) return { userErrors: outcome.userErrors }
  return {
    get [name]() {
      return find(asked, batch, outcome.value)
    },
    userErrors: [],
  }
}
