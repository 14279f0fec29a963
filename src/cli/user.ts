import { type Command, Option } from 'commander'
import { v7 as uuidv7 } from 'uuid'
import type { User } from '../auth/users.ts'
import { StartError } from '../core/errors.ts'
import type { Outcome } from '../core/outcome.ts'
import type { Database } from '../database/database.ts'
import { readSettings } from '../settings.ts'
import { addViewerOptions, parseText, type ViewerOptions } from './options.ts'
import { readPassword } from './password.ts'

interface PasswordOptions {
  readonly passwordStdin: boolean
}

interface AddOptions extends ViewerOptions, PasswordOptions {
  readonly displayName?: string
  readonly email?: string
}

export function addUser(program: Command): void {
  const user = program
    .command('user')
    .description('Add, list and remove the users who sign in with a password, and set their passwords.')
    .addHelpText(
      'after',
      `
Examples:
  $ customer-gateway user add anna --role SystemAdministrator
  $ customer-gateway user list`,
    )
  addAdd(user)
  addList(user)
  addSetPassword(user)
  addRemove(user)
}

function addAdd(user: Command): void {
  const command = user.command('add').description('Add a user; their password is asked for.')
  addViewerOptions(command)
    .argument('<name>', 'the name to sign in with, whatever its case', parseText)
    .addOption(passwordStdin())
    .option('--display-name <name>', 'how the user is called')
    .option('--email <address>', "the user's e-mail address")
    .addHelpText(
      'after',
      `
Examples:
  $ customer-gateway user add anna --role SystemAdministrator
  $ customer-gateway user add max --role Manager --account 0199a1 --password-stdin < password.txt`,
    )
    .action(add)
}

function addList(user: Command): void {
  user
    .command('list')
    .description('Print the users: name, roles, accounts, customers, display name and e-mail, between tabs.')
    .addHelpText('after', "\nExamples:\n  $ customer-gateway user list | column -ts $'\\t'")
    .action(list)
}

function addSetPassword(user: Command): void {
  user
    .command('set-password')
    .description('Give a user another password, which is asked for, and end their sessions.')
    .argument('<name>', 'the name that the user signs in with', parseText)
    .addOption(passwordStdin())
    .addHelpText(
      'after',
      `
Examples:
  $ customer-gateway user set-password anna
  $ customer-gateway user set-password anna --password-stdin < password.txt`,
    )
    .action(setPassword)
}

function addRemove(user: Command): void {
  user
    .command('remove')
    .description('Remove a user, and end their sessions.')
    .argument('<name>', 'the name that the user signs in with', parseText)
    .addHelpText('after', '\nExamples:\n  $ customer-gateway user remove anna')
    .action(remove)
}

function passwordStdin(): Option {
  return new Option('--password-stdin', 'read the password from the standard input').default(false)
}

async function add(userName: string, options: AddOptions): Promise<void> {
  const password = await readPassword(options.passwordStdin)
  const { role: roles, account: accountIds, customer: customerIds, displayName = null, email = null } = options
  const input = { userName, password, roles, accountIds, customerIds, displayName, emailAddress: email }
  const name = await withUsers(async (database, { addUser, passwords }) =>
    addUser(database, input, { passwords, now: new Date(), newId: uuidv7 }),
  )
  process.stdout.write(`added ${name}\n`)
}

async function setPassword(userName: string, { passwordStdin }: PasswordOptions): Promise<void> {
  const password = await readPassword(passwordStdin)
  const name = await withUsers(async (database, { setPassword, passwords }) =>
    setPassword(database, { userName, password }, { passwords, now: new Date() }),
  )
  process.stdout.write(`set the password of ${name}\n`)
}

async function remove(userName: string): Promise<void> {
  const name = await withUsers((database, { removeUser }) => removeUser(database, userName))
  process.stdout.write(`removed ${name}\n`)
}

async function list(): Promise<void> {
  const users = await withUsers(async (database, { listUsers }) => ({ ok: true, value: await listUsers(database) }))
  for (const user of users) process.stdout.write(`${toLine(user)}\n`)
}

function toLine({ userName, roles, accountIds, customerIds, displayName, emailAddress }: User): string {
  const cells = [userName, roles.join(), accountIds.join(), customerIds.join(), displayName ?? '', emailAddress ?? '']
  return cells.join('\t').trimEnd()
}

/** Half a second of modules, which wrong usage need not wait for. */
async function loadUsers() {
  const { createPasswords } = await import('../auth/passwords.ts')
  return { passwords: createPasswords(), ...(await import('../auth/users.ts')) }
}

/** @throws {StartError} with all that is wrong with the input; its exit code is 2, or 1 where the database says so. */
async function withUsers<Value>(
  work: (database: Database, users: Awaited<ReturnType<typeof loadUsers>>) => Promise<Outcome<Value>>,
): Promise<Value> {
  const settings = readSettings()
  const { withDatabase } = await import('./database.ts')
  const users = await loadUsers()
  const outcome = await withDatabase(settings, settings.migrate, (database) => work(database, users))
  if (outcome.ok) return outcome.value
  const reasons = outcome.userErrors.map(({ code, field, message }) =>
    isOfDatabase(code) ? message : `${field.join('.')}: ${message}`,
  )
  const exitCode = outcome.userErrors.every(({ code }) => isOfDatabase(code)) ? 1 : 2
  throw new StartError(`user: ${reasons.join('; ')}`, exitCode)
}

function isOfDatabase(code: string): boolean {
  return code === 'Taken' || code === 'NotFound'
}
