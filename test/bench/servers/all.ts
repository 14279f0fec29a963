import { limit } from './limit.ts'
import { product, productSqlite } from './product.ts'
import type { Server } from './server.ts'

/** In the order of the tables. */
export const servers: readonly Server[] = [limit, product, productSqlite]
