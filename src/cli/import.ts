import { createReadStream } from 'node:fs'
import { access, constants, stat } from 'node:fs/promises'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { StartError } from '../core/errors.ts'
import type { Database } from '../database/database.ts'
import { readSettings } from '../settings.ts'
import { type FileFormat, fileFormats, formatOfName } from '../transfer/file-format.ts'
import type { ImportCounts, ImportInput, ImportOptions } from '../transfer/import.ts'
import { createImportReport } from './import-report.ts'
import { parseText } from './options.ts'

interface ImportCommand {
  readonly dryRun: boolean
  readonly format?: FileFormat
  readonly from?: URL
  readonly token?: string
  readonly all: boolean
}

export function addImport(program: Command): void {
  program
    .command('import')
    .description('Import customers and accounts from files, the standard input or a service; again changes nothing.')
    .argument(
      '[files...]',
      'ListResponse or list in JSON, CSV, XML or JSV, or JSON lines; - or none is the standard input',
    )
    .option('--dry-run', 'tell what would happen, and write nothing', false)
    .addOption(
      new Option('--format <format>', 'of the files; where left out, their names or first bytes tell it').choices(
        fileFormats,
      ),
    )
    .addOption(new Option('--from <url>', 'a service whose /accounts and /customers are mirrored').argParser(parseUrl))
    .addOption(
      new Option('--token <token>', 'the bearer token for the service').argParser(parseText).env('IMPORT_TOKEN'),
    )
    .option('--all', 'with --from: read everything again, not only what changed since the last time', false)
    .addHelpText(
      'after',
      `
Refused records are told on the standard error, as file:line: reason; the exit code is 1 when there are any.
Files may be what export wrote; give those of accounts and of customers together, or the accounts first.

With --from the service is read page by page. Run again, it brings only what changed since, as dateLastModified tells;
what was broken off goes on. What is deleted at the service is not seen, and stays here. Where records were refused,
the next run reads them again. Only the service's own host gets the token.

Examples:
  $ curl -H "Authorization: Bearer $TOKEN" 'https://service/customers?all=true' | customer-gateway import --dry-run
  $ customer-gateway import accounts.json customers.jsonl
  $ IMPORT_TOKEN=… customer-gateway import --from https://service`,
    )
    .action(importFrom)
}

async function importFrom(files: readonly string[], command: ImportCommand): Promise<void> {
  const { from, token, dryRun, all } = command
  checkUsage(files, command)
  if (from === undefined) return importFiles(files, command)
  const { mirror } = await import('../transfer/mirror.ts')
  const onRetry = (reason: string) => process.stderr.write(`customer-gateway: ${reason}\n`)
  const source = { url: from, token: token ?? null, pausesMs: [1000, 4000, 16_000], timeoutMs: 60_000, onRetry }
  await report(dryRun, (database, options) => mirror(database, source, { ...options, readAll: all }))
}

function checkUsage(files: readonly string[], { from, token, all }: ImportCommand): void {
  if (from !== undefined && files.length > 0) throw new StartError('import: either files or --from, not both', 2)
  if (from === undefined && all) throw new StartError('import: --all goes with --from only', 2)
  if (from === undefined && token !== undefined && process.env.IMPORT_TOKEN !== token)
    throw new StartError('import: --token goes with --from only', 2)
}

async function importFiles(files: readonly string[], { dryRun, format }: ImportCommand): Promise<void> {
  const inputs = await Promise.all((files.length > 0 ? files : ['-']).map((path) => openInput(path, format)))
  const { importRecords } = await import('../transfer/import.ts')
  await report(dryRun, (database, options) => importRecords(database, inputs, options))
}

/** Carries out an import, and tells of it. */
async function report(
  dryRun: boolean,
  work: (database: Database, options: ImportOptions) => Promise<ImportCounts>,
): Promise<void> {
  const settings = readSettings()
  const { withDatabase } = await import('./database.ts')
  await withDatabase(settings, settings.migrate, async (database) => {
    const { end, ...listeners } = createImportReport(process.stderr)
    const { created, updated, unchanged, refused } = await work(database, {
      dryRun,
      now: () => new Date(),
      ...listeners,
    })
    end()
    const summary = `${created} created, ${updated} updated, ${unchanged} unchanged, ${refused} refused`
    process.stdout.write(`${summary}${dryRun ? ' (dry run: nothing was written)' : ''}\n`)
    if (refused > 0) process.exitCode = 1
  })
}

/** Checked before anything is imported, so that a mistyped last name does not leave the first files imported. */
async function openInput(path: string, format: FileFormat | undefined): Promise<ImportInput> {
  if (path === '-') return { name: 'stdin', bytes: process.stdin, format: format ?? null }
  try {
    await access(path, constants.R_OK)
    if ((await stat(path)).isDirectory()) throw new Error('it is a folder')
  } catch (error) {
    throw new StartError(`import: cannot read ${path}: ${error instanceof Error ? error.message : error}`, 2, error)
  }
  const bytes = { [Symbol.asyncIterator]: () => createReadStream(path)[Symbol.asyncIterator]() }
  return { name: path, bytes, format: format ?? formatOfName(path) }
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '') return url
  throw new InvalidArgumentError('Expected an http or https URL, without a user and a query.')
}
