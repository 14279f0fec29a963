import type { Command } from 'commander'
import { readSettings } from '../settings.ts'

export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('Apply the pending migrations to the database, all of them or none.')
    .addHelpText(
      'after',
      `
Examples:
  $ customer-gateway migrate
  $ DATABASE_URL=postgresql://owner:secret@db/customers customer-gateway migrate`,
    )
    .action(migrate)
}

async function migrate(): Promise<void> {
  const settings = readSettings()
  const { withDatabase } = await import('./database.ts')
  await withDatabase(settings, true, (_, applied) => {
    const lines = applied.length > 0 ? applied.map((name) => `applied ${name}`) : ['nothing to apply']
    process.stdout.write(`${lines.join('\n')}\n`)
  })
}
