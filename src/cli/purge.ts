import { type Command, Option } from 'commander'
import { readSettings } from '../settings.ts'
import { parseDuration } from './options.ts'
import { createProgress } from './progress.ts'

interface PurgeCommand {
  /** In seconds, once parsed. */
  readonly olderThan: number
  readonly dryRun: boolean
}

export function addPurge(program: Command): void {
  program
    .command('purge')
    .description('Remove customers that were deleted long ago, and their histories, for good.')
    .addOption(
      new Option('--older-than <time>', 'how long ago they were deleted, at least: 90s, 12h, 30d')
        .argParser(parseDuration)
        .makeOptionMandatory(),
    )
    .option('--dry-run', 'tell how many would be removed, and remove nothing', false)
    .addHelpText(
      'after',
      `
What is purged cannot be restored: the customers, what they carried, and every record of their changes. What was
deleted at once is purged at once. A customer stays as long as one below it does that was deleted later.

Examples:
  $ customer-gateway purge --older-than 30d --dry-run
  $ customer-gateway purge --older-than 30d`,
    )
    .action(purge)
}

async function purge({ olderThan, dryRun }: PurgeCommand): Promise<void> {
  const settings = readSettings()
  const { withDatabase } = await import('./database.ts')
  const { purgeCustomers } = await import('../customer/purge.ts')
  await withDatabase(settings, settings.migrate, async (database) => {
    const progress = createProgress(process.stderr)
    const before = new Date(Date.now() - olderThan * 1000)
    const onProgress = (purged: number) => progress.draw(`${purged} customers`)
    const purged = await purgeCustomers(database, { before, dryRun, onProgress })
    progress.clear()
    process.stdout.write(`${purged} purged${dryRun ? ' (dry run: nothing was removed)' : ''}\n`)
  })
}
