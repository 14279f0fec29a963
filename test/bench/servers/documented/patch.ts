import { foldName } from '../../../../src/core/fold.ts'
import type { Customer, PrismaClient } from '../../../../src/database/generated/postgresql/client.ts'
import type { PatchCustomerInputType } from './schema.ts'

/** The row, its tags and the record of the change in an interactive transaction; null where there is no such customer or tag. */
export function patch(prisma: PrismaClient, input: PatchCustomerInputType): Promise<Customer | null> {
  const { customerId, name, tagIds } = input
  return prisma.$transaction(
    async (tx) => {
      const before = await tx.customer.findUnique({ where: { id: customerId }, include: { tags: true } })
      if (before === null) return null
      const known = await tx.tag.count({ where: { id: { in: tagIds }, accountId: before.accountId } })
      if (known < tagIds.length) return null
      const customer = await tx.customer.update({
        where: { id: customerId },
        data: {
          name,
          nameKey: foldName(name),
          version: { increment: 1 },
          dateLastModified: new Date(),
          lastModifiedBy: 'bench',
          tags: { deleteMany: {}, createMany: { data: tagIds.map((tagId) => ({ tagId })) } },
        },
      })
      await tx.customerChange.create({
        data: {
          customerId,
          version: customer.version,
          at: customer.dateLastModified,
          by: 'bench',
          action: 'Patched',
          before: { name: before.name, tagIds: before.tags.map(({ tagId }) => tagId).sort() },
          after: { name, tagIds: tagIds.toSorted() },
          accountId: customer.accountId,
          path: customer.path,
        },
      })
      return customer
    },
    { maxWait: 30_000 },
  )
}
