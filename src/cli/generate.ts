import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { StartError } from '../core/errors.ts'
import { generateRecords, writeRecords } from '../transfer/generate.ts'

const maxCustomers = 100_000_000

interface GenerateOptions {
  readonly customers: number
  readonly out: string
}

export function addGenerate(program: Command): void {
  program
    .command('generate')
    .description('Write made-up accounts and customers as JSON lines, the same for the same number, for import.')
    .requiredOption('--customers <number>', 'how many customers', parseCount)
    .option('--out <file>', 'the file to write; - is the standard output', '-')
    .addHelpText(
      'after',
      `
Examples:
  $ customer-gateway generate --customers 100000 --out customers.jsonl
  $ customer-gateway generate --customers 1000 | customer-gateway import`,
    )
    .action(generate)
}

async function generate({ customers, out }: GenerateOptions): Promise<void> {
  const records = generateRecords({ customers })
  if (out !== '-') return writeFile(records, out)
  try {
    await writeRecords(records, process.stdout)
  } catch (error) {
    // A reader such as `head` had enough.
    if (!hasCode(error, 'EPIPE')) throw error
  }
}

async function writeFile(records: ReturnType<typeof generateRecords>, path: string): Promise<void> {
  const file = createWriteStream(path)
  try {
    await writeRecords(records, file)
    await finished(file.end())
  } catch (error) {
    throw new StartError(`generate: cannot write ${path}: ${error instanceof Error ? error.message : error}`, 1, error)
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function parseCount(text: string): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (count <= maxCustomers) return count
  throw new InvalidArgumentError(`Expected a whole number from 0 to ${maxCustomers}.`)
}
