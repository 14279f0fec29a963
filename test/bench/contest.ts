import type { Cluster } from './cluster.ts'
import { type Answers, askAll, type Contender, expectEqual } from './compare.ts'
import type { Data } from './data.ts'
import type { Loader } from './loader.ts'
import { measureRound, medianRound, type Round } from './measure.ts'
import { type GraphqlName, type OperationName, variablesOf } from './operations.ts'
import type { Options } from './options.ts'
import type { Result } from './report.ts'
import { restore } from './restore.ts'
import { servers } from './servers/all.ts'
import type { Request, ServerName } from './servers/server.ts'
import { countStatements, track } from './statements.ts'
import { readWritten } from './written.ts'

const comparedRequests = 25
const countedRequests = 20
const pageSize = 50
/** How long a server is warmed up for an operation, in rounds: programs are compiled while they run. */
const roundsOfWarmUp = 3

/** What every measurement needs. */
export interface Bench {
  readonly options: Options
  readonly cluster: Cluster
  readonly loader: Loader
}

/** Operations that are many small requests; the export is one large one. */
export type RequestName = GraphqlName | 'R1'

/** Starts servers on the same data, and stops them after `work`, whatever becomes of it. */
export async function withServers(
  cluster: Cluster,
  data: Data,
  names: readonly ServerName[],
  work: (contenders: readonly Contender[]) => Promise<void>,
): Promise<void> {
  const contenders: Contender[] = []
  try {
    for (const server of servers.filter(({ name }) => names.includes(name))) {
      contenders.push({ server, running: await server.start(cluster, data) })
    }
    await work(contenders)
  } finally {
    for (const { running } of contenders) await running.stop()
  }
}

/** Those that can carry out an operation. */
export function ableTo(operation: OperationName, contenders: readonly Contender[]): readonly Contender[] {
  return contenders.filter(({ server }) => server.operations.includes(operation))
}

export function requestsOf({ server, running }: Contender, operation: RequestName, { samples }: Data): Request[] {
  if (operation === 'R1') {
    return samples.pageNumbers.map((page) => ({
      method: 'GET',
      path: `/customers?countPerPage=${pageSize}&page=${page}`,
    }))
  }
  return variablesOf(operation, samples).map((variables) => server.request(operation, variables, running))
}

/** @throws {Error} when two servers answer differently. */
export async function compare(
  { cluster }: Bench,
  operation: RequestName,
  contenders: readonly Contender[],
  data: Data,
): Promise<void> {
  let first: Answers | null = null
  for (const contender of contenders) {
    const { name } = contender.server
    const requests = requestsOf(contender, operation, data).slice(0, comparedRequests)
    if (requests.length === 0) throw new Error(`${operation}: the data holds nothing to ask for`)
    if (operation === 'M1') await restore(cluster, data, comparedRequests)
    const answers = await askAll(contender, operation, requests)
    if (operation === 'M1') {
      const which = { isSqlite: name === 'product-sqlite', count: comparedRequests }
      answers.push(...(await readWritten(cluster, data, which)))
    }
    if (first === null) first = { name, requests, answers }
    else expectEqual(operation, first, { name, requests, answers })
  }
}

/** The servers take turns round by round, so that what else the machine does meets them all. */
export async function measure(
  bench: Bench,
  operation: RequestName,
  contenders: readonly Contender[],
  data: Data,
): Promise<Result[]> {
  const { seconds, rounds, connections } = bench.options
  const rows = contenders.map((contender) => ({
    contender,
    requests: requestsOf(contender, operation, data),
    loaded: [] as Round[],
    single: [] as Round[],
  }))
  for (const { contender, requests } of rows) await warmUp(bench, contender, requests)
  for (let round = 0; round < rounds; round++) {
    for (const { contender, requests, loaded, single } of rows) {
      const offset = Math.floor((requests.length * round) / rounds)
      loaded.push(await measureRound(bench, contender, requests, { connections, seconds, offset }))
      single.push(await measureRound(bench, contender, requests, { connections: 1, seconds: seconds / 2, offset }))
    }
  }
  const results: Result[] = []
  await track(bench.cluster, 'top')
  for (const { contender, requests, loaded, single } of rows) {
    const statements = await countPerRequest(bench, contender, requests)
    results.push({ server: contender.server, loaded: medianRound(loaded), single: medianRound(single), statements })
  }
  await track(bench.cluster, 'none')
  return results
}

/** Sends the requests, each once if that does not take too long, and again: what is measured then shows how it goes on. */
export async function warmUp(bench: Bench, contender: Contender, requests: readonly Request[]): Promise<void> {
  const { connections, seconds, quick } = bench.options
  if (quick) return
  await measureRound(bench, contender, requests, { connections, seconds: seconds * roundsOfWarmUp, offset: 0 })
}

async function countPerRequest(bench: Bench, contender: Contender, requests: readonly Request[]): Promise<number> {
  const options = { connections: 1, seconds: 60, count: countedRequests, offset: 0 }
  const sent = await countStatements(bench.cluster, contender, () => measureRound(bench, contender, requests, options))
  return sent / countedRequests
}
