import pg from 'pg'
import { type PeerSettings, poolSize } from '../server.ts'

const json = 114
const timestamptz = 1184

/** Instants come as ISO 8601 and documents as text: nothing is made of them that is not asked for. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === json) return (value: string) => value
    if (oid === timestamptz) return toIso
    return pg.types.getTypeParser(oid, format)
  },
} as pg.CustomTypesConfig

/** `2026-11-21 09:30:00.5+00`, as PostgreSQL writes it for a session in UTC. */
function toIso(value: string): string {
  const milliseconds = value.length > 22 ? value.slice(20, -3).padEnd(3, '0') : '000'
  return `${value.slice(0, 10)}T${value.slice(11, 19)}.${milliseconds}Z`
}

export type Row = readonly unknown[]

/** A statement that is prepared once on each connection; rows are arrays of its columns. */
export type Statement = (...values: unknown[]) => Promise<readonly Row[]>

/** What the statements of the limit are made with. */
export interface Database {
  statement(name: string, text: string): Statement
  /** The manager's condition on customers `c`. */
  readonly visible: string
  readonly pool: pg.Pool
}

export function openDatabase({ url, accountIds }: PeerSettings): Database {
  const pool = new pg.Pool({ connectionString: url, max: poolSize, options: '-c TimeZone=UTC' })
  return {
    pool,
    visible: `c."accountId" in (${accountIds.map((id) => pg.escapeLiteral(id)).join(', ')})`,
    statement:
      (name, text) =>
      async (...values) =>
        (await pool.query<unknown[]>({ name, text, values, rowMode: 'array', types })).rows,
  }
}
