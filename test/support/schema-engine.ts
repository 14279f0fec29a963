/// <reference lib="dom" />
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'

export type Provider = 'sqlite' | 'postgresql'

/**
 * Prisma's own schema engine, from its npm package: what `prisma migrate diff` says, without a binary to download.
 * @param databaseUrl any database of the provider; the engine asks it for its version.
 * @returns the SQL that makes an empty database hold what the models say; nothing of what is added by hand.
 */
export async function schemaSql(provider: Provider, databaseUrl: string): Promise<string> {
  await loaded
  const path = `prisma/${provider}/schema.prisma`
  const content = await readFile(path, 'utf8')
  const adapter =
    provider === 'sqlite' ? new PrismaLibSql({ url: databaseUrl }) : new PrismaPg(databaseUrl, { schema: 'public' })
  const engine = await glue.SchemaEngine.new(
    { datamodels: [[path, content]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  )
  const answer = await engine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files: [{ path, content }] },
    script: true,
    exitCode: false,
    filters: { externalTables: [], externalEnums: [] },
  })
  return answer.stdout ?? ''
}

/** The engine's code keeps its state beside it, so there is one instance of it. */
const loaded = load()

async function load(): Promise<void> {
  const wasm = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm')
  const { instance } = await WebAssembly.instantiate(await readFile(wasm), { './schema_engine_bg.js': { ...glue } })
  glue.__wbg_set_wasm(instance.exports)
}
