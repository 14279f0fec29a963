import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { type AppSettings, completeAppSettings, type StoredAppSettings } from '../../../../src/app-settings/model.ts'
import type { Customer, Prisma, PrismaClient } from '../../../../src/database/generated/postgresql/client.ts'
import { completeSchedule, type Schedule, type StoredSchedule } from '../../../../src/schedule/model.ts'
import { plainCursor } from '../server.ts'
import { patch } from './patch.ts'
import {
  AccountType,
  BreadcrumbType,
  CustomerConnectionType,
  CustomerFilterInput,
  CustomerType,
  PatchCustomerInputType,
  PatchCustomerPayloadType,
  TagType,
} from './schema.ts'

const pathWidth = 8

interface Context {
  readonly prisma: PrismaClient
}

@Resolver(() => CustomerType)
export class CustomerResolver {
  @Query(() => CustomerType, { nullable: true })
  customer(@Arg('id', () => ID) id: string, @Ctx() { prisma }: Context) {
    return prisma.customer.findUnique({ where: { id } })
  }

  @Query(() => CustomerConnectionType)
  customers(
    @Ctx() { prisma }: Context,
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
    @Arg('filter', () => CustomerFilterInput, { nullable: true }) filter?: CustomerFilterInput | null,
  ) {
    const where: Prisma.CustomerWhereInput = {
      ...(filter?.accountIds && { accountId: { in: filter.accountIds } }),
      ...(filter?.nameFilter && { nameKey: { contains: filter.nameFilter } }),
    }
    return connection(prisma, where, { first, after: after ?? null })
  }

  @Mutation(() => PatchCustomerPayloadType)
  async patchCustomer(
    @Arg('input', () => PatchCustomerInputType) input: PatchCustomerInputType,
    @Ctx() { prisma }: Context,
  ) {
    const customer = await patch(prisma, input)
    const userErrors = customer ? [] : [{ code: 'NotFound', message: 'There is no such customer or tag.' }]
    return { customer, userErrors }
  }

  @FieldResolver(() => CustomerConnectionType)
  descendants(@Root() { path }: Customer, @Arg('first', () => Int) first: number, @Ctx() { prisma }: Context) {
    return connection(prisma, { path: { gt: path, lt: `${path}~` } }, { first, after: null })
  }

  @FieldResolver(() => CustomerType, { nullable: true })
  parent(@Root() { id }: Customer, @Ctx() { prisma }: Context) {
    return prisma.customer.findUnique({ where: { id } }).parent()
  }

  @FieldResolver(() => AccountType)
  account(@Root() { id }: Customer, @Ctx() { prisma }: Context) {
    return prisma.customer.findUnique({ where: { id } }).account()
  }

  @FieldResolver(() => [TagType])
  async tags(@Root() { id }: Customer, @Ctx() { prisma }: Context) {
    const order = [{ tag: { nameKey: 'asc' as const } }, { tagId: 'asc' as const }]
    const carried = await prisma.customer.findUnique({ where: { id } }).tags({ include: { tag: true }, orderBy: order })
    return carried?.map(({ tag }) => tag) ?? []
  }

  @FieldResolver(() => [BreadcrumbType])
  breadcrumb(@Root() { path }: Customer, @Ctx() { prisma }: Context) {
    const levels = path.length / pathWidth - 1
    const above = Array.from({ length: levels }, (_, level) => path.slice(0, (level + 1) * pathWidth))
    return prisma.customer.findMany({ where: { path: { in: above } }, orderBy: { path: 'asc' } })
  }

  @FieldResolver()
  schedule(@Root() { schedule }: Customer): Schedule {
    return completeSchedule(schedule as unknown as StoredSchedule)
  }

  @FieldResolver()
  appSettings(@Root() { appSettings }: Customer): AppSettings | null {
    return appSettings === null ? null : completeAppSettings(appSettings as StoredAppSettings)
  }
}

@Resolver(() => CustomerConnectionType)
export class CustomerConnectionResolver {
  @FieldResolver(() => Int)
  totalCount(@Root() { where }: { readonly where: Prisma.CustomerWhereInput }, @Ctx() { prisma }: Context) {
    return prisma.customer.count({ where })
  }
}

interface PageArguments {
  readonly first: number
  readonly after: string | null
}

/** Cursor-based pagination of Prisma's documentation: it starts at a row, which it skips. */
async function connection(prisma: PrismaClient, where: Prisma.CustomerWhereInput, { first, after }: PageArguments) {
  const rows = await prisma.customer.findMany({
    where,
    orderBy: [{ nameKey: 'asc' }, { id: 'asc' }],
    take: first + 1,
    ...(after !== null && { cursor: { id: JSON.parse(Buffer.from(after, 'base64url').toString())[1] }, skip: 1 }),
  })
  const nodes = rows.slice(0, first)
  const last = nodes.at(-1)
  return { nodes, pageInfo: { hasNextPage: rows.length > first, endCursor: last ? plainCursor(last) : null }, where }
}
