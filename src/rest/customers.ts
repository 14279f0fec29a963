import { badInput } from '../core/errors.ts'
import { shown } from '../core/read.ts'
import { findInstant } from '../core/scalars.ts'
import { type DeleteCustomer, deleteCustomer } from '../customer/deletion.ts'
import { inheritedSchedule } from '../customer/inheritance.ts'
import { type CustomerValues, wireForm } from '../customer/input.ts'
import { type ListCustomers, listCustomers, readCustomerInfo, streamCustomers } from '../customer/rest.ts'
import { findLineToTest } from '../customer/schedule.ts'
import { type NewCustomer, newCustomer, patchCustomer, setCustomerStagingMode } from '../customer/service.ts'
import { customersById } from '../customer/store.ts'
import { decisionAt } from '../schedule/evaluate.ts'
import { zoneOf } from '../schedule/line.ts'
import { toScheduleInfo } from '../schedule/rest.ts'
import { secondOf } from '../schedule/zone-clock.ts'
import { type Call, objectOr404, type Reply, streamOf, valueOr400 } from './operation.ts'

interface OfCustomer {
  readonly customerId: string
}

/** ListCustomers: a numbered page, or everything as a stream. */
export async function runListCustomers({ context, request }: Call<ListCustomers>): Promise<Reply> {
  if (request.all) return streamOf(streamCustomers(context, request), request)
  return { kind: 'list', value: await listCustomers(context, request) }
}

export async function runGetCustomer({ context, request }: Call<OfCustomer>): Promise<Reply> {
  return objectOr404(await readCustomerInfo(context, request.customerId), 'customer')
}

interface NewRequest extends Omit<NewCustomer, 'name'> {
  readonly name?: string
}

export async function runNewCustomer({ context, request }: Call<NewRequest>): Promise<Reply> {
  const id = valueOr400(await newCustomer(context, { ...request, name: request.name ?? '' }, wireForm), null)
  return objectOr404(await readCustomerInfo(context, id), 'customer')
}

interface PatchRequest extends OfCustomer, Omit<CustomerValues, 'name'> {
  readonly name?: string
  readonly parentCustomerId?: string
  readonly tagIds?: readonly string[]
}

const resettable = ['parentCustomerId', 'referenceId', 'data', 'schedule', 'billingSettings', 'appSettings'] as const

/** PatchCustomer: what is absent stays; `reset` clears. */
export async function runPatchCustomer({
  context,
  request,
  expectedVersion,
  reset,
}: Call<PatchRequest>): Promise<Reply> {
  const cleared = resettable.filter((name) => reset.includes(name.toLowerCase())).map((name) => [name, null])
  const input = { ...request, ...Object.fromEntries(cleared), expectedVersion }
  const { id } = valueOr400(await patchCustomer(context, input, wireForm), 'customerId')
  return objectOr404(await readCustomerInfo(context, id), 'customer')
}

type DeleteRequest = OfCustomer & Pick<DeleteCustomer, 'withDescendants'>

export async function runDeleteCustomer({ context, request, expectedVersion }: Call<DeleteRequest>): Promise<Reply> {
  const { customerId, withDescendants = false } = request
  valueOr400(await deleteCustomer(context, { customerId, withDescendants, expectedVersion }), 'customerId')
  return { kind: 'nothing' }
}

interface StagingRequest extends OfCustomer {
  readonly isStaging?: boolean
}

export async function runSetStaging({ context, request, expectedVersion }: Call<StagingRequest>): Promise<Reply> {
  const input = { customerId: request.customerId, isStaging: request.isStaging ?? false, expectedVersion }
  const id = valueOr400(await setCustomerStagingMode(context, input), 'customerId')
  return objectOr404(await readCustomerInfo(context, id), 'customer')
}

export async function runGetInheritedSchedule({ context, request }: Call<OfCustomer>): Promise<Reply> {
  const rows = await customersById.read(context, [request.customerId], new Set(['path']), undefined)
  const path = rows.get(request.customerId)?.path
  const schedules = path === undefined ? null : await inheritedSchedule.read(context, [path], new Set(), undefined)
  const schedule = schedules?.get(path ?? '')
  return schedule ? { kind: 'object', value: toScheduleInfo(schedule), version: null } : objectOr404(null, 'customer')
}

interface TestRequest extends OfCustomer {
  readonly schedule?: object
  readonly dateTime?: string
}

/** TestSchedule: the state at an instant, of the saved schedule or of one that is sent along. */
export async function runTestSchedule({ context, request }: Call<TestRequest>): Promise<Reply> {
  const outcome = await findLineToTest(context, request, wireForm)
  if (outcome === null) return objectOr404(null, 'customer')
  const { line } = valueOr400(outcome, null)
  const at = request.dateTime === undefined ? context.now() : readDateTime(request.dateTime)
  const { stateName } = decisionAt(line, secondOf(at))
  return { kind: 'object', value: { stateName, timeZoneId: zoneOf(line).timeZoneId }, version: null }
}

function readDateTime(text: string): Date {
  const instant = findInstant(text)
  if (instant) return instant
  throw badInput('dateTime', `an RFC 3339 instant with offset, got ${shown(text)}`)
}
