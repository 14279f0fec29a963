import type { Outcome } from '../core/outcome.ts'
import type { Asked } from './asked.ts'
import type { Batch } from './field.ts'
import { find } from './follow.ts'
import { asksFor, relationsBelow } from './selection.ts'

/**
 * What a mutation answers: the object that was written, under `name` and read anew if it is asked for, or what is wrong
 * with the input.
 */
export function payload(asked: Asked, name: string, batch: Batch<object>, outcome: Outcome<string>): object {
  if (!outcome.ok) return { userErrors: outcome.userErrors }
  if (!asksFor(asked, name)) return { userErrors: [] }
  beginBeside(asked, batch, outcome.value)
  return { [name]: unheard(find(asked, batch, outcome.value)), userErrors: [] }
}

/** What goes by the id alone is read beside the object, and not after it: it was there a moment ago. */
function beginBeside({ context, info }: Asked, { type }: Batch<object>, id: string): void {
  if (type === null) return
  for (const { relation, ...asked } of relationsBelow(context.fields, info, type)) {
    const reading = relation.needs.join() === 'id' ? relation.reads({ id }) : null
    const below = { row: undefined, context, info: { ...info, ...asked } }
    if (reading) unheard(find(below, reading.batch, reading.key))
  }
}

/** What may fail before somebody waits for it, who hears of that then. */
function unheard<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => {})
  return promise
}
