import { Prisma } from './generated/postgresql/client.ts'

/** A document as Prisma writes it. Every document of the domain is plain JSON. */
export function toJson(document: object): Prisma.InputJsonObject {
  return document as Prisma.InputJsonObject
}

/** A document that may be missing; the missing one is the database's null, not JSON's. */
export function toNullableJson(document: object | null): Prisma.InputJsonObject | typeof Prisma.DbNull {
  return document === null ? Prisma.DbNull : toJson(document)
}
