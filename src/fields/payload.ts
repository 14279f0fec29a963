import type { Outcome } from '../core/outcome.ts'
import type { Asked } from './asked.ts'
import type { Batch } from './field.ts'
import { find } from './follow.ts'
import { relationsBelow } from './selection.ts'

/**
 * What a mutation answers: the object that was written, under `name` and read anew when it is asked for, or what is
 * wrong with the input.
 */
export function payload(asked: Asked, name: string, batch: Batch<object>, outcome: Outcome<string>): object {
  if (!outcome.ok) return { userErrors: outcome.userErrors }
  return {
    get [name]() {
      beginBeside(asked, batch, outcome.value)
      return find(asked, batch, outcome.value)
    },
    userErrors: [],
  }
}

/** What goes by the id alone is read beside the object, and not after it: it was there a moment ago. */
function beginBeside({ context, info }: Asked, { type }: Batch<object>, id: string): void {
  if (type === null) return
  for (const { relation, ...asked } of relationsBelow(context.fields, info, type)) {
    const reading = relation.needs.join() === 'id' ? relation.reads({ id }) : null
    const below = { row: undefined, context, info: { ...info, ...asked } }
    // Whoever asks for it in a moment hears of a failure.
    if (reading) find(below, reading.batch, reading.key).catch(() => {})
  }
}
