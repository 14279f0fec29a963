import type { TestDatabase } from './databases.ts'

/**
 * Copies the only customer so many times, past the gateway.
 * @param name what each copy is called, in SQL, by its number `n."i"`.
 */
export async function copyCustomer({ url, query }: TestDatabase, copies: number, name: string): Promise<void> {
  const [first = {}] = await query('select * from "Customer"')
  const key = 'n."i" + 100'
  const own: Readonly<Record<string, string>> = {
    key,
    id: `'number-' || n."i"`,
    path: url.startsWith('file:') ? `printf('%08x', ${key})` : `lpad(to_hex(${key}), 8, '0')`,
    name,
    nameKey: `lower(${name})`,
  }
  const columns = Object.keys(first)
  await query(`
    insert into "Customer" (${columns.map((column) => `"${column}"`).join()})
    with recursive n("i") as (select 1 union all select "i" + 1 from n where "i" < ${copies})
    select ${columns.map((column) => own[column] ?? `c."${column}"`).join()} from "Customer" c, n`)
}
