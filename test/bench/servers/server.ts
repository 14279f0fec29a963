import { type ChildProcess, spawn } from 'node:child_process'
import type { Cluster } from '../cluster.ts'
import type { Data } from '../data.ts'
import { type GraphqlName, type OperationName, queries, type Variables } from '../operations.ts'
import type { Position, Samples } from '../samples.ts'

export const serverNames = [
  'limit',
  'postgraphile',
  'mercurius',
  'documented',
  'product',
  'product-uncached',
  'product-unbatched',
  'product-sqlite',
] as const
export type ServerName = (typeof serverNames)[number]

/** One HTTP request, the same bytes whenever it is sent, but for the running number of a patch. */
export interface Request {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: string
}

/** A server that can be measured. */
export interface Server {
  readonly name: ServerName
  /** Whether it is one of those that the gateway is compared with. */
  readonly isPeer: boolean
  readonly operations: readonly OperationName[]
  start(cluster: Cluster, data: Data): Promise<Running>
  request(operation: GraphqlName, variables: Variables, running: Running): Request
  /** The answer as the gateway would write it. */
  normalise(operation: OperationName, answer: unknown): unknown
}

/** A server that is up, as a process of its own. */
export interface Running {
  readonly port: number
  readonly pid: number
  readonly headers: Readonly<Record<string, string>>
  /** The cursor of a place in a list by name. */
  cursor(at: Position): string
  stop(): Promise<void>
}

/** What the programs of the peers and of the limit read from `BENCH`. */
export interface PeerSettings {
  readonly url: string
  readonly accountIds: Samples['accountIds']
}

/** Connections to the database that each server may have. */
export const poolSize = 10

/** A request in the gateway's own schema. */
export function graphqlRequest(operation: GraphqlName, variables: Variables, { cursor }: Running): Request {
  const body = { query: queries[operation], operationName: operation, variables: withCursor(variables, cursor) }
  return { method: 'POST', path: '/graphql', body: JSON.stringify(body) }
}

export function withCursor(variables: Variables, cursor: (at: Position) => string): Variables {
  const { after } = variables
  return after !== null && typeof after === 'object' && 'nameKey' in after
    ? { ...variables, after: cursor(after) }
    : variables
}

/** The cursor of the servers that are written for this: a position in JSON. */
export function plainCursor({ nameKey, id }: Position): string {
  return Buffer.from(JSON.stringify([nameKey, id])).toString('base64url')
}

/** A program of `test/bench/servers`. */
export interface Program {
  readonly file: string
  readonly role: string
  readonly node?: string
}

const children = new Set<ChildProcess>()
// A run that is broken off leaves no server behind.
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** Has a server's process end with this one, at the latest. */
export function endWithThis<Child extends ChildProcess>(child: Child): Child {
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

/** Starts a program, which prints its port once it listens. */
export async function startPeer({ file, role, node }: Program, cluster: Cluster, data: Data): Promise<Running> {
  const settings: PeerSettings = {
    url: await cluster.url(data.database, role),
    accountIds: data.samples.accountIds,
  }
  const child = endWithThis(
    spawn(node ?? process.execPath, ['--import', 'tsx', `test/bench/servers/${file}`], {
      env: { ...process.env, NODE_ENV: 'production', BENCH: JSON.stringify(settings) },
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  )
  const port = await portOf(child, /^listening on (\d+)$/m)
  return { port, pid: child.pid ?? 0, headers: {}, cursor: plainCursor, stop: () => stop(child) }
}

/** The port that a program tells of on its standard output, which is read on, and dropped. */
export function portOf(child: ChildProcess, pattern: RegExp): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk) => {
      if (text.length > 100_000) return
      text += chunk
      const port = pattern.exec(text)?.[1]
      if (port !== undefined) resolve(Number(port))
    })
    child.on('exit', (code) => reject(new Error(`${child.spawnargs.join(' ')} ended with ${code}:\n${text}`)))
  })
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(timer)
}
