import { availableParallelism, cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { type OperationName, operationNames } from './operations.ts'
import { type ServerName, serverNames } from './servers/server.ts'

/** What one run does. */
export interface Options {
  readonly customers: number
  readonly servers: readonly ServerName[]
  readonly operations: readonly OperationName[]
  /** Seconds of one round. */
  readonly seconds: number
  readonly rounds: number
  readonly connections: number
  /** Whether only the growth from 10 000 to 1 000 000 customers is measured. */
  readonly growth: boolean
  /** Minutes of the watch on the gateway's memory; 0 for none. */
  readonly memoryMinutes: number
  readonly quick: boolean
}

const usage = `npm run bench -- [options]

  --customers N        how many customers: 100000 (10000 with --quick)
  --servers a,b        of ${serverNames.join(', ')}
  --operations a,b     of ${operationNames.join(', ')}
  --seconds S          of one round: 3
  --rounds N           of each operation on each server: 5
  --connections N      of the load: 32; every operation is measured with 1 as well
  --growth             only the gateway's p50 at one connection with 10 000, 100 000 and 1 000 000 customers, with
                       what it keeps and without
  --memory MINUTES     only the gateway's resident memory under all operations for so long
  --quick              10 000 customers and one short round: for the comparison of the answers, not for the figures
  --help

The data is kept in a folder of the system's temporary one, or in BENCH_DATA. A million customers take about 7 GB there.`

/** The options of a command line; null where it only asked for help, which was given. */
export function readOptions(args: readonly string[]): Options | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      customers: { type: 'string' },
      servers: { type: 'string' },
      operations: { type: 'string' },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      connections: { type: 'string', default: '32' },
      growth: { type: 'boolean', default: false },
      memory: { type: 'string', default: '0' },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
    return null
  }
  const { quick } = values
  return {
    customers: readNumber('customers', values.customers ?? (quick ? '10000' : '100000')),
    servers: readNames('servers', values.servers, serverNames),
    operations: readNames('operations', values.operations, operationNames),
    seconds: readNumber('seconds', values.seconds ?? (quick ? '0.2' : '3')),
    rounds: readNumber('rounds', values.rounds ?? (quick ? '1' : '5')),
    connections: readNumber('connections', values.connections),
    growth: values.growth,
    memoryMinutes: readNumber('memory', values.memory),
    quick,
  }
}

function readNumber(name: string, text: string): number {
  const number = Number(text)
  if (text.trim() === '' || !(number >= 0)) throw new Error(`--${name}: expected a number, got ${text}`)
  return number
}

function readNames<Name extends string>(option: string, text: string | undefined, names: readonly Name[]): Name[] {
  if (text === undefined) return [...names]
  return text.split(',').map((part) => {
    const name = names.find((name) => name.toLowerCase() === part.trim().toLowerCase())
    if (name === undefined) throw new Error(`--${option}: expected some of ${names.join(', ')}, got ${part}`)
    return name
  })
}

/** The machine, as a table of figures has to name it. */
export const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}, ${process.platform}`
