import type { Prisma } from './generated/postgresql/client.ts'

/** A document as Prisma writes it. Every document of the domain is plain JSON. */
export function toJson(document: object): Prisma.InputJsonObject {
  return document as Prisma.InputJsonObject
}
