import { type Command, Option } from 'commander'
import type { Context } from '../context.ts'
import { StartError } from '../core/errors.ts'
import type { Outcome } from '../core/outcome.ts'
import { readSettings } from '../settings.ts'
import { type DeliveryStatus, deliveryStatuses } from '../webhook/model.ts'
import { operatorParts } from './operator.ts'
import { parseText } from './options.ts'

export function addWebhook(program: Command): void {
  const webhook = program
    .command('webhook')
    .description('Add, list and remove webhooks, and look through and replay what they were sent.')
    .addHelpText(
      'after',
      `
Examples:
  $ customer-gateway webhook add https://example.org/hook --account 0199a1
  $ customer-gateway webhook list`,
    )
  addAdd(webhook)
  addList(webhook)
  addRemove(webhook)
  addDeliveries(webhook)
  addReplay(webhook)
}

function addAdd(webhook: Command): void {
  webhook
    .command('add')
    .description('Add a webhook, and print its id and its secret, which is shown this once, between tabs.')
    .argument('<url>', 'where changes are posted to', parseText)
    .requiredOption(
      '--account <id>',
      'the account whose customers it tells of, and those of the accounts below',
      parseText,
    )
    .addHelpText('after', '\nExamples:\n  $ customer-gateway webhook add https://example.org/hook --account 0199a1')
    .action(add)
}

function addList(webhook: Command): void {
  webhook
    .command('list')
    .description('Print the webhooks, oldest first: id, account and URL, between tabs.')
    .addHelpText('after', "\nExamples:\n  $ customer-gateway webhook list | column -ts $'\\t'")
    .action(list)
}

function addRemove(webhook: Command): void {
  webhook
    .command('remove')
    .description('Remove a webhook with its deliveries: nothing more is sent to it.')
    .argument('<id>', 'the id of the webhook', parseText)
    .addHelpText('after', '\nExamples:\n  $ customer-gateway webhook remove 0199a1')
    .action(remove)
}

function addDeliveries(webhook: Command): void {
  webhook
    .command('deliveries')
    .description(
      'Print the last deliveries, newest change first: change, customer, status, attempts, last status code, last and ' +
        'next attempt, between tabs.',
    )
    .argument('<id>', 'the id of the webhook', parseText)
    .addOption(new Option('--status <status>', 'only those of this status').choices(deliveryStatuses))
    .addHelpText('after', '\nExamples:\n  $ customer-gateway webhook deliveries 0199a1 --status Parked')
    .action(deliveries)
}

function addReplay(webhook: Command): void {
  webhook
    .command('replay')
    .description('Send a change and all after it again.')
    .argument('<id>', 'the id of the webhook', parseText)
    .requiredOption('--from <change>', 'the id of the first change to send again', parseText)
    .addHelpText('after', '\nExamples:\n  $ customer-gateway webhook replay 0199a1 --from 4711')
    .action(replay)
}

async function add(url: string, { account: accountId }: { readonly account: string }): Promise<void> {
  const { id, secret } = await withWebhooks((context, { newWebhook }) => newWebhook(context, { accountId, url }))
  print([id, secret])
}

async function list(): Promise<void> {
  const webhooks = await withWebhooks((context, { listWebhooks }) => listWebhooks(context))
  for (const { id, accountId, url } of webhooks) print([id, accountId, url])
}

async function remove(webhookId: string): Promise<void> {
  print([`removed ${await withWebhooks((context, { deleteWebhook }) => deleteWebhook(context, webhookId))}`])
}

const maxDeliveries = 250

async function deliveries(webhookId: string, { status }: { readonly status?: DeliveryStatus }): Promise<void> {
  const page = { first: maxDeliveries, filter: status ?? null }
  const rows = await withWebhooks((context, { listDeliveries }) => listDeliveries(context, webhookId, page))
  for (const row of rows) {
    const { changeId, customerId, lastStatusCode, lastAttemptAt, nextAttemptAt } = row
    const times = [lastAttemptAt, nextAttemptAt].map((time) => time?.toISOString() ?? '')
    print([changeId, customerId, row.status, String(row.attempts), String(lastStatusCode ?? ''), ...times])
  }
}

async function replay(webhookId: string, { from: fromChangeId }: { readonly from: string }): Promise<void> {
  await withWebhooks((context, { replayWebhook }) => replayWebhook(context, { webhookId, fromChangeId }))
  print([`replaying ${webhookId} from ${fromChangeId}`])
}

function print(cells: readonly string[]): void {
  process.stdout.write(`${cells.join('\t').trimEnd()}\n`)
}

/** @throws {StartError} with all that is wrong with the input; its exit code is 2, or 1 where the database says so. */
async function withWebhooks<Value>(
  work: (context: Context, webhooks: typeof import('../webhook/service.ts')) => Promise<Outcome<Value>>,
): Promise<Value> {
  const settings = readSettings()
  const { withDatabase } = await import('./database.ts')
  const { makeContext } = await import('../context.ts')
  const webhooks = await import('../webhook/service.ts')
  const outcome = await withDatabase(settings, settings.migrate, (database) => {
    const parts = operatorParts('webhook', database)
    return work(makeContext({ ...parts, allowPrivateWebhooks: settings.webhookAllowPrivate }), webhooks)
  })
  if (outcome.ok) return outcome.value
  const reasons = outcome.userErrors.map(({ field, message }) => `${field.join('.')}: ${message}`)
  const exitCode = outcome.userErrors.every(({ code }) => code === 'NotFound') ? 1 : 2
  throw new StartError(`webhook: ${reasons.join('; ')}`, exitCode)
}
