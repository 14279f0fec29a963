import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { type Answers, type Contender, expectEqual } from './compare.ts'
import { median } from './measure.ts'
import { cpuSeconds, residentMb } from './processes.ts'
import { digits } from './report.ts'

const path = '/customers?all=true'
/** Up to so many bytes, whole answers are compared; of longer ones only how many customers they hold. */
const maxComparedBytes = 64 * 1024 * 1024
const maxRounds = 3

interface Exported {
  readonly seconds: number
  readonly bytes: number
  readonly cpuSeconds: number
  /** What the server needed more than before, at most. */
  readonly residentMb: number
  /** The end of the answer, or all of it. */
  readonly text: string
}

/** Measures and prints the export of all customers. @throws {Error} when two servers answer differently. */
export async function measureExport(
  contenders: readonly Contender[],
  customers: number,
  rounds: number,
): Promise<void> {
  const rows = contenders.map((contender) => ({ contender, all: [] as Exported[] }))
  for (let round = 0; round < Math.min(rounds, maxRounds); round++) {
    for (const { contender, all } of rows) all.push(await readAll(contender))
  }
  let first: Answers | null = null
  for (const { contender, all } of rows) {
    const answers: Answers = { name: contender.server.name, requests: [], answers: [toCompare(all[0]?.text ?? '')] }
    if (first === null) first = answers
    else expectEqual('export', first, answers)
  }
  console.log('\nexport: GET /customers?all=true, all customers as JSON')
  console.table(
    Object.fromEntries(
      rows.map(({ contender, all }) => {
        const of = (name: 'seconds' | 'bytes' | 'cpuSeconds' | 'residentMb') => median(all.map((each) => each[name]))
        const seconds = of('seconds')
        const figures = {
          seconds: digits(seconds),
          'customers/s': digits(customers / seconds),
          'MB/s': digits(of('bytes') / 1e6 / seconds),
          'CPU s': digits(of('cpuSeconds')),
          'resident MB': digits(of('residentMb')),
        }
        return [contender.server.name, figures]
      }),
    ),
  )
}

async function readAll({ server, running }: Contender): Promise<Exported> {
  const cpuBefore = cpuSeconds(running.pid)
  const started = performance.now()
  const request = get({
    port: running.port,
    host: '127.0.0.1',
    path,
    headers: { ...running.headers, accept: 'application/json' },
  })
  const [response]: IncomingMessage[] = await once(request, 'response')
  if (response?.statusCode !== 200) throw new Error(`${server.name} fails on ${path}: ${response?.statusCode}`)
  let [bytes, largest, kept]: [number, number, Buffer[]] = [0, 0, []]
  for await (const chunk of response) {
    bytes += chunk.length
    kept.push(chunk)
    if (bytes > maxComparedBytes) kept = kept.slice(-2)
    largest = Math.max(largest, residentMb(running.pid).now)
  }
  return {
    seconds: (performance.now() - started) / 1000,
    bytes,
    cpuSeconds: cpuSeconds(running.pid) - cpuBefore,
    residentMb: largest,
    text: Buffer.concat(kept).toString(),
  }
}

function toCompare(text: string): unknown {
  return text.startsWith('{') ? JSON.parse(text) : /"totalCount":(\d+)/.exec(text)?.[1]
}
