import type { Cluster } from './cluster.ts'
import type { Contender } from './compare.ts'
import { type Loader, toWire } from './loader.ts'
import { childrenCpuSeconds, cpuSeconds } from './processes.ts'
import type { Request } from './servers/server.ts'

/** One round of one operation on one server. */
export interface Round {
  readonly requestsPerSecond: number
  readonly p50: number
  readonly p99: number
  /** Milliseconds of a request that the server computed. */
  readonly cpu: number
  /** The same of the database. */
  readonly databaseCpu: number
  readonly megabytesPerSecond: number
}

export interface RoundOptions {
  readonly connections: number
  readonly seconds: number
  readonly count?: number
  /** Which of the requests comes first. */
  readonly offset: number
}

/** Patches' running numbers: never the same twice, also from run to run. */
let counter = (Math.floor(Date.now() / 1000) % 36 ** 5) * 36 ** 2

/** @throws {Error} when a request fails. */
export async function measureRound(
  { cluster, loader }: { readonly cluster: Cluster; readonly loader: Loader },
  { server, running }: Contender,
  requests: readonly Request[],
  options: RoundOptions,
): Promise<Round> {
  const before = { server: cpuSeconds(running.pid), database: childrenCpuSeconds(cluster.pid) }
  const wires = requests.map((request) => toWire(request, running))
  const seen = await loader.run({ port: running.port, requests: wires, counter, ...options })
  counter += seen.requests
  if (seen.failure !== null) throw new Error(`${server.name} failed under load:\n${seen.failure}`)
  const perRequest = (seconds: number) => (seconds * 1000) / seen.requests
  return {
    requestsPerSecond: seen.requests / seen.seconds,
    p50: seen.p50,
    p99: seen.p99,
    cpu: perRequest(cpuSeconds(running.pid) - before.server),
    databaseCpu: perRequest(childrenCpuSeconds(cluster.pid) - before.database),
    megabytesPerSecond: seen.bytes / 1e6 / seen.seconds,
  }
}

/** The median of each figure. */
export function medianRound(rounds: readonly Round[]): Round {
  const of = (name: keyof Round) => median(rounds.map((round) => round[name]))
  return {
    requestsPerSecond: of('requestsPerSecond'),
    p50: of('p50'),
    p99: of('p99'),
    cpu: of('cpu'),
    databaseCpu: of('databaseCpu'),
    megabytesPerSecond: of('megabytesPerSecond'),
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = Number.NaN, high = Number.NaN] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]]
  return (low + high) / 2
}
