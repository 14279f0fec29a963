import sql from 'sql-template-tag'
import { absent } from '../account/service.ts'
import type { Context } from '../context.ts'
import { accept, type Outcome, refuse } from '../core/outcome.ts'
import type { Database } from '../database/database.ts'
import { acrossRequests } from '../fields/across-requests.ts'
import type { Wanted } from '../fields/field.ts'
import { readByIds, readRows } from '../page/list.ts'
import type { Tag } from '../tag/model.ts'
import { readTagsToSet, tagsById } from '../tag/store.ts'
import { type Write, write } from '../write.ts'
import { type Customer, customerTable } from './model.ts'
import type { OwnColumn } from './past.ts'
import { type Stored, type Update, updateCustomer, updateUnlocked } from './rows.ts'
import { masks } from './store.ts'
import { readTagIds } from './tags.ts'

/** What is to be read of a customer that is to change. */
export interface ToChange<Name extends keyof Customer> {
  readonly customerId: string
  /** Columns beside its place and its version: documents are long. */
  readonly names: readonly Name[]
  /** The tags that it is to carry; left out where it keeps its own. */
  readonly tagIds?: readonly string[] | undefined
}

/** A customer that is to change. */
export interface Found<Name extends keyof Customer> {
  readonly customer: Stored<Name>
  /** The ids of the tags that it carries, in order; none where it keeps its own. */
  readonly carried: readonly string[]
  /** Those of the tags that it is to carry which the viewer sees. */
  readonly tags: readonly Tag[]
}

/**
 * Changes a customer as `decide` says of it, and answers its id. It mostly takes two statements, which hold nothing between
 * them; where somebody else has written the customer meanwhile, it is read again and kept from others.
 * User errors: those of `decide`, which may be asked twice, and NotFound of `customerId`.
 */
export async function changeCustomer<Name extends OwnColumn>(
  context: Context,
  toChange: ToChange<Name>,
  decide: (found: Found<Name>) => Outcome<Update<Name>>,
  { dryRun }: { readonly dryRun: boolean },
): Promise<Outcome<string>> {
  const { writeAtOnce } = context.database
  const changed = writeAtOnce === null || dryRun ? null : await changeUnlocked(context, writeAtOnce, toChange, decide)
  if (changed !== null) return changed
  const change = async (tx: Write) => {
    const found = await lockToChange(tx, toChange)
    if (found === null) return refuse([absent('customerId', 'customer')])
    const update = decide(found)
    if (!update.ok) return update
    updateCustomer(tx, found.customer, update.value)
    return accept(found.customer.id)
  }
  return write(context, change, { dryRun, plans: 'Once' })
}

/** The same without keeping anybody from it; null where somebody else has written it meanwhile. */
async function changeUnlocked<Name extends OwnColumn>(
  context: Context,
  writeAtOnce: NonNullable<Database['writeAtOnce']>,
  toChange: ToChange<Name>,
  decide: (found: Found<Name>) => Outcome<Update<Name>>,
): Promise<Outcome<string> | null> {
  await context.endRehearsal()
  const found = await readToChange(context, toChange)
  if (found === null) return refuse([absent('customerId', 'customer')])
  const update = decide(found)
  if (!update.ok) return update
  const { customer } = found
  const stamp = { at: context.now(), by: context.viewer.userId }
  const isDone = await updateUnlocked(writeAtOnce, customer, update.value, stamp)
  context.forget()
  return isDone ? accept(customer.id) : null
}

async function readToChange<Name extends OwnColumn>(
  context: Context,
  { customerId, names, tagIds }: ToChange<Name>,
): Promise<(Found<Name> & { readonly customer: Pick<Customer, 'state'> }) | null> {
  // The tags that it carries are read by the statement that tells its state: none of them changes unless that does.
  const wanted = wantedOf(tagIds === undefined ? names : [...names, 'carriedTagIds'])
  const [customers, tags] = await Promise.all([
    customersToChange.read(context, [customerId], wanted, undefined),
    tagIds?.length ? tagsById.read(context, tagIds, wantedOfTags, undefined) : null,
  ])
  const customer = customers.get(customerId)
  if (!customer) return null
  const carried = tagIds === undefined ? [] : [...customer.carriedTagIds].sort()
  return { customer, carried, tags: [...(tags?.values() ?? [])] }
}

const placeNames = ['version', 'accountId', 'path'] as const
const wantedOfTags: Wanted = new Set(['accountId'])
const wantedSets = new Map<string, Wanted>()

/** The same set for the same names, as requests that want the same travel together: there are no more than some hundred. */
function wantedOf(names: readonly string[]): Wanted {
  const key = names.join()
  const known = wantedSets.get(key) ?? new Set(['state', ...placeNames, ...names])
  wantedSets.set(key, known)
  return known
}

const tagIdsOfCustomer = sql`select t."tagId" from "CustomerTag" t where t."customerId" = c."id"`

const customersToChange = acrossRequests<Customer>({
  name: 'customersToChange',
  type: null,
  async read({ database, visible }, ids, wanted) {
    const seen = await visible()
    const { atOnce } = database.dialect
    const expressions = atOnce && { state: atOnce.state, carriedTagIds: atOnce.listOf(tagIdsOfCustomer) }
    const instead = Object.assign({}, masks(seen), expressions)
    return readByIds(database, customerTable, ids, { wanted, where: seen.customers, instead, plans: 'Once' })
  },
})

/**
 * A customer and the tags that it is to carry, kept from other writers; null where the viewer sees none. In one round
 * trip, and yet one after the other: tags, then what `hold` keeps from others, then the customer, which is the order of
 * all who lock several of these. The tags that it carries are read once nobody else can change them.
 * @param hold what else there is to be locked; answers whether it was.
 */
export async function lockToChange<Name extends keyof Customer>(
  tx: Write,
  { customerId, names, tagIds }: ToChange<Name>,
  hold?: () => Promise<boolean>,
): Promise<Found<Name> | null> {
  const { visible, dialect } = tx
  const [tags, isHeld, [customer], carried] = await Promise.all([
    tagIds?.length ? readTagsToSet(tx, visible, tagIds) : [],
    hold?.() ?? true,
    readRows(tx, customerTable, {
      wanted: [...placeNames, ...names],
      where: sql`c."id" = ${customerId} and ${visible.customers}`,
      instead: { ...masks(visible), managed: visible.managed(sql`c."accountId"`), topmost: visible.topmost },
      after: dialect.forUpdate,
    }),
    tagIds === undefined ? null : readTagIds(tx, [customerId]),
  ])
  if (!isHeld || !customer) return null
  return { customer, carried: carried?.get(customer.id) ?? [], tags }
}
