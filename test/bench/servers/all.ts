import { documented } from './documented.ts'
import { limit } from './limit.ts'
import { mercurius } from './mercurius.ts'
import { postgraphile } from './postgraphile.ts'
import { product, productSqlite, productUnbatched, productUncached } from './product.ts'
import type { Server } from './server.ts'

/** In the order of the tables. */
export const servers: readonly Server[] = [
  limit,
  postgraphile,
  mercurius,
  documented,
  product,
  productUncached,
  productUnbatched,
  productSqlite,
]
