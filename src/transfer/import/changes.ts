import { difference } from '../../change/difference.ts'
import type { NewChange } from '../../change/store.ts'
import { blankFields, type OwnFields, ownFields } from '../../customer/past.ts'
import type { Plan } from './plan.ts'
import type { CustomerColumns, Stamp } from './record.ts'
import { importer, type PlannedRow } from './tree-plan.ts'

type Fields = OwnFields & Stamp

/** The records of what a batch changes of customers: one for each, however many of its records are about it. */
export function importChanges({ customers, tags }: Plan, now: string): NewChange[] {
  const at = new Date(now)
  return customers.written().map(({ before, after }) => {
    const { id, version, accountId } = after
    const place = { accountId, ...customers.forest.placeOf(id) }
    const change = { customerId: id, version, at, by: importer, action: 'Imported', ...place } as const
    const tagIds = tags.changeOf(id)
    const next = toFields(after, tagIds.after)
    if (before === null) return { ...change, before: null, after: difference(newFields(now), next).after }
    // A record says who wrote when; what the customer's own dates and authors add to that is part of the change.
    const implied = { dateLastModified: now, lastModifiedBy: importer }
    return { ...change, ...difference(toFields(before, tagIds.before), next, implied) }
  })
}

function newFields(now: string): Fields {
  return { ...blankFields, dateCreated: now, dateLastModified: now, createdBy: importer, lastModifiedBy: importer }
}

function toFields(row: PlannedRow<CustomerColumns>, tagIds: readonly string[]): Fields {
  const { dateCreated, dateLastModified, createdBy, lastModifiedBy } = row
  return { ...ownFields(row, tagIds), dateCreated, dateLastModified, createdBy, lastModifiedBy }
}
