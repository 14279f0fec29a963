import { type Command, InvalidArgumentError } from 'commander'
import { generateRecords, writeRecords } from '../transfer/generate.ts'
import { writeOutput } from './output.ts'

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
  await writeOutput('generate', out, (stream) => writeRecords(records, stream))
}

function parseCount(text: string): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (count <= maxCustomers) return count
  throw new InvalidArgumentError(`Expected a whole number from 0 to ${maxCustomers}.`)
}
