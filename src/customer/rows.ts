import { foldName } from '../core/fold.ts'
import { toJson, toNullableJson } from '../database/json.ts'
import type { Write } from '../write.ts'
import { type Customer, referenceKey } from './model.ts'

/** What is said of a new customer; the rest is as a new customer has it. */
export type NewRow = Pick<
  Customer,
  'id' | 'accountId' | 'parentCustomerId' | 'path' | 'name' | 'referenceId' | 'data' | 'schedule'
> & { readonly key: number }

/** Writes a new customer's row. */
export async function insertCustomer(tx: Write, { key, id, accountId, parentCustomerId, path, ...values }: NewRow) {
  await tx.prisma.customer.create({
    data: {
      key,
      id,
      accountId,
      parentCustomerId,
      path,
      name: values.name,
      nameKey: foldName(values.name),
      referenceId: values.referenceId,
      referenceKey: referenceKey(values.referenceId),
      data: toJson(values.data),
      schedule: toJson(values.schedule),
      integrationData: {},
      dateCreated: tx.at,
      dateLastModified: tx.at,
      createdBy: tx.by,
      lastModifiedBy: tx.by,
    },
  })
}

/** Writes what changed of a customer's row, with its next version. */
export async function updateCustomer(tx: Write, id: string, changed: Partial<Customer>): Promise<void> {
  const { name, referenceId, data, schedule, integrationData, billingSettings, appSettings, ...plain } = changed
  await tx.prisma.customer.update({
    where: { id },
    data: {
      ...plain,
      ...(name !== undefined && { name, nameKey: foldName(name) }),
      ...(referenceId !== undefined && { referenceId, referenceKey: referenceKey(referenceId) }),
      ...(data && { data: toJson(data) }),
      ...(schedule && { schedule: toJson(schedule) }),
      ...(integrationData && { integrationData: toJson(integrationData) }),
      ...(billingSettings !== undefined && { billingSettings: toNullableJson(billingSettings) }),
      ...(appSettings !== undefined && { appSettings: toNullableJson(appSettings) }),
      version: { increment: 1 },
      dateLastModified: tx.at,
      lastModifiedBy: tx.by,
    },
    select: { id: true },
  })
}
