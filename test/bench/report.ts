import type { Data } from './data.ts'
import type { Round } from './measure.ts'
import { descriptions, type OperationName } from './operations.ts'
import { machine, type Options } from './options.ts'
import type { Server } from './servers/server.ts'

/** What was measured of one operation on one server. */
export interface Result {
  readonly server: Server
  readonly loaded: Round
  readonly single: Round
  /** Of one request. */
  readonly statements: number
}

/** Prints the figures of an operation, as soon as they are there. */
export function printOperation(operation: OperationName, results: readonly Result[], connections: number): void {
  const best = bestPeer(results)
  const limit = results.find(({ server }) => server.name === 'limit')
  console.log(`\n${operation}: ${descriptions[operation]}`)
  console.table(
    Object.fromEntries(
      results.map(({ server, loaded, single, statements }) => [
        server.name,
        {
          [`req/s (${connections})`]: digits(loaded.requestsPerSecond),
          'p50 ms': digits(loaded.p50),
          'p99 ms': digits(loaded.p99),
          'p50 ms (1)': digits(single.p50),
          'p99 ms (1)': digits(single.p99),
          'CPU ms': digits(loaded.cpu),
          'db CPU ms': server.name === 'product-sqlite' ? '–' : digits(loaded.databaseCpu),
          SQL: digits(statements),
          '× best peer': ratio(loaded, best?.loaded),
          '× limit': ratio(loaded, limit?.loaded),
        },
      ]),
    ),
  )
}

/** The table of the README: requests/s of all operations. */
export function printMarkdown(
  all: ReadonlyMap<OperationName, readonly Result[]>,
  servers: readonly Server[],
  { customers, rounds, seconds, connections }: Options,
): void {
  const rows = servers.map(({ name }) => [
    name,
    ...[...all.values()].map((results) => {
      const own = results.find(({ server }) => server.name === name)
      return own ? digits(own.loaded.requestsPerSecond) : '–'
    }),
  ])
  const ratios = (title: string, to: (results: readonly Result[]) => Result | undefined) => [
    title,
    ...[...all.values()].map((results) => {
      const product = results.find(({ server }) => server.name === 'product')
      return product ? ratio(product.loaded, to(results)?.loaded) : '–'
    }),
  ]
  const lines = [
    ['requests/s', ...all.keys()],
    ['---', ...[...all.keys()].map(() => '---:')],
    ...rows,
    ratios('product × best peer', bestPeer),
    ratios('product × limit', (results) => results.find(({ server }) => server.name === 'limit')),
  ]
  console.log(`\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`)
  console.log(`
${machine}. ${customers} customers, ${connections} connections, medians of ${rounds} rounds of ${seconds} s. Database,
server and load share the machine. The gateway checks a Manager's token, decides visibility and writes its log; the
limit knows the Manager's accounts, the peers know nothing of viewers.`)
}

function bestPeer(results: readonly Result[]): Result | undefined {
  return results
    .filter(({ server }) => server.isPeer)
    .toSorted((one, other) => other.loaded.requestsPerSecond - one.loaded.requestsPerSecond)[0]
}

function ratio(one: Round, other: Round | undefined): string {
  return other === undefined ? '–' : (one.requestsPerSecond / other.requestsPerSecond).toFixed(2)
}

/** Three digits that tell something. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (value >= 100) return value.toFixed(0)
  return value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** How long the gateway's import of the data took, when that was made. */
export function printImports({ imports }: Data): void {
  console.log('\nimport: all accounts and customers into an empty database, when the data was made')
  console.table(
    Object.fromEntries(
      imports.map(({ into, records, seconds, maxResidentMb }) => [
        into,
        { seconds: digits(seconds), 'records/s': digits(records / seconds), 'resident MB': digits(maxResidentMb) },
      ]),
    ),
  )
}
