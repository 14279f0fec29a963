import { createReadStream } from 'node:fs'
import { access, constants, stat } from 'node:fs/promises'
import type { Command } from 'commander'
import { StartError } from '../core/errors.ts'
import { readSettings } from '../settings.ts'
import type { ImportInput } from '../transfer/import.ts'
import { createImportReport } from './import-report.ts'

export function addImport(program: Command): void {
  program
    .command('import')
    .description('Import customers and accounts from files or the standard input; again changes nothing.')
    .argument('[files...]', 'ListResponse JSON or JSON lines; - or none is the standard input')
    .option('--dry-run', 'tell what would happen, and write nothing', false)
    .addHelpText(
      'after',
      `
Refused records are told on the standard error, as file:line: reason; the exit code is 1 when there are any.

Examples:
  $ curl -H "Authorization: Bearer $TOKEN" 'https://service/customers?all=true' | customer-gateway import --dry-run
  $ customer-gateway import accounts.json customers.jsonl`,
    )
    .action(importFiles)
}

async function importFiles(files: readonly string[], { dryRun }: { dryRun: boolean }): Promise<void> {
  const inputs = await Promise.all((files.length > 0 ? files : ['-']).map(openInput))
  const settings = readSettings()
  const { withDatabase } = await import('./database.ts')
  const { importRecords } = await import('../transfer/import.ts')
  await withDatabase(settings, settings.migrate, async (database) => {
    const report = createImportReport(process.stderr)
    const counts = await importRecords(database, inputs, { dryRun, now: new Date(), ...report })
    report.end()
    const { created, updated, unchanged, refused } = counts
    const summary = `${created} created, ${updated} updated, ${unchanged} unchanged, ${refused} refused`
    process.stdout.write(`${summary}${dryRun ? ' (dry run: nothing was written)' : ''}\n`)
    if (refused > 0) process.exitCode = 1
  })
}

/** Checked before anything is imported, so that a mistyped last name does not leave the first files imported. */
async function openInput(path: string): Promise<ImportInput> {
  if (path === '-') return { name: 'stdin', bytes: process.stdin }
  try {
    await access(path, constants.R_OK)
    if ((await stat(path)).isDirectory()) throw new Error('it is a folder')
  } catch (error) {
    throw new StartError(`import: cannot read ${path}: ${error instanceof Error ? error.message : error}`, 2, error)
  }
  return { name: path, bytes: { [Symbol.asyncIterator]: () => createReadStream(path)[Symbol.asyncIterator]() } }
}
