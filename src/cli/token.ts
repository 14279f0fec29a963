import { type Command, Option } from 'commander'
import { openKeys } from '../auth/keys.ts'
import { StartError } from '../core/errors.ts'
import { readSettings } from '../settings.ts'
import { addViewerOptions, parseDuration, parseText, type ViewerOptions } from './options.ts'

interface TokenOptions extends ViewerOptions {
  readonly user: string
  /** In seconds, once parsed. */
  readonly ttl: number
}

export function addToken(program: Command): void {
  addViewerOptions(program.command('token').description('Print a signed token, and nothing else.'))
    .option('--user <name>', 'the user id that changes are recorded under', parseText, 'developer')
    .addOption(
      new Option('--ttl <time>', 'how long it holds: 90s, 15m, 1h, 7d').argParser(parseDuration).default(3600, '1h'),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ customer-gateway token --role SystemAdministrator
  $ customer-gateway token --role Manager --account 0199a1 --user anna --ttl 8h`,
    )
    .action(printToken)
}

async function printToken(options: TokenOptions): Promise<void> {
  const { sign } = await openKeys(readSettings())
  if (!sign) throw new StartError('token: with JWT_JWKS_URL set, only the owner of its keys can sign tokens', 2)
  const { role, account, customer, user, ttl } = options
  const token = await sign({ userId: user, roles: role, accountIds: account, customerIds: customer }, ttl)
  process.stdout.write(`${token}\n`)
}
