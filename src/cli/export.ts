import { pipeline } from 'node:stream/promises'
import { type Command, Option } from 'commander'
import type { Context } from '../context.ts'
import { StartError } from '../core/errors.ts'
import { readSettings } from '../settings.ts'
import type { ExportedKind } from '../transfer/export.ts'
import { type FileFormat, fileFormats } from '../transfer/file-format.ts'
import { operatorParts } from './operator.ts'
import { parseText } from './options.ts'
import { writeOutput } from './output.ts'
import { createProgress } from './progress.ts'

interface ExportOptions {
  readonly format: FileFormat
  readonly what?: ExportedKind
  readonly account?: string
  readonly out: string
  readonly guardFormulas: boolean
}

export function addExport(program: Command): void {
  program
    .command('export')
    .description('Write all accounts and customers, or those of one account, as a file that import reads back.')
    .addOption(
      new Option('--format <format>', 'what the file is written in').choices(fileFormats).makeOptionMandatory(),
    )
    .addOption(
      new Option('--what <kind>', 'customers, where left out; with jsonl all').choices([
        'customers',
        'accounts',
        'all',
      ]),
    )
    .option('--account <id>', 'only this account, without those below it, and its customers', parseText)
    .option('--out <file>', 'the file to write; - is the standard output', '-')
    .option('--guard-formulas', 'for spreadsheets, in csv: an apostrophe before cells that begin with = + - @', false)
    .addHelpText(
      'after',
      `
A jsonl file holds accounts and customers, each other file one of them: import the accounts first. Accounts come before
customers and parents before children, and the same data always gives the same file. What somebody changes meanwhile
may be in it or not. A file with guarded formulas is for reading: import would keep its apostrophes.

Examples:
  $ customer-gateway export --format jsonl --out backup.jsonl
  $ customer-gateway export --format csv --guard-formulas --account 0199a1 --out customers.csv
  $ customer-gateway export --format xml --what accounts | xmllint --format -`,
    )
    .action(exportAll)
}

async function exportAll({ format, what, account, out, guardFormulas }: ExportOptions): Promise<void> {
  const kind = what ?? (format === 'jsonl' ? 'all' : 'customers')
  if (kind === 'all' && format !== 'jsonl') throw new StartError('export: --what all goes with --format jsonl only', 2)
  if (guardFormulas && format !== 'csv') throw new StartError('export: --guard-formulas goes with --format csv only', 2)
  const settings = readSettings()
  const { withDatabase } = await import('./database.ts')
  const { exportRecords } = await import('../transfer/export.ts')
  const { makeContext } = await import('../context.ts')
  await withDatabase(settings, settings.migrate, async (database) => {
    const context = makeContext(operatorParts('export', database))
    const accountId = account ?? null
    if (accountId !== null) await checkAccount(context, accountId)
    const progress = createProgress(process.stderr)
    const onProgress = (count: number) => progress.draw(`${count} records`)
    const pieces = exportRecords(context, { format, kind, accountId, guardFormulas, onProgress })
    await writeOutput('export', out, (stream) => pipeline(pieces, stream, { end: false }))
    progress.clear()
  })
}

async function checkAccount(context: Context, id: string): Promise<void> {
  const { readAccountInfo } = await import('../account/rest.ts')
  if ((await readAccountInfo(context, id)) === null) throw new StartError(`export: there is no account ${id}`, 1)
}
