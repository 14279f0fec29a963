import sql, { type Sql } from 'sql-template-tag'
import { foldName } from '../core/fold.ts'
import { accept, Findings, type Outcome, refuse } from '../core/outcome.ts'
import { shown } from '../core/read.ts'
import { checkCharacters, checkId, checkName, checkText } from '../core/text.ts'
import type { Database, Reader, StoredRow } from '../database/database.ts'
import { toJson } from '../database/json.ts'
import {
  type Columns,
  decoder,
  document,
  instant,
  integer,
  optional,
  type Row,
  select,
  text,
} from '../database/table.ts'
import { forgetFailures } from './attempts.ts'
import type { Passwords } from './passwords.ts'
import type { Role, Viewer } from './viewer.ts'

const minPasswordCharacters = 8
const maxPasswordCharacters = 256

const userColumns = {
  id: text,
  userName: text,
  displayName: optional(text),
  emailAddress: optional(text),
  roles: document<readonly Role[]>(),
  accountIds: document<readonly string[]>(),
  customerIds: document<readonly string[]>(),
  version: integer,
  dateCreated: instant,
} satisfies Columns

/** Somebody who signs in with a password. */
export type User = Row<typeof userColumns>

/** A user with what their password is checked against. */
export interface UserWithPassword {
  readonly user: User
  readonly passwordHash: string
}

export interface NewUser {
  readonly userName: string
  readonly password: string
  readonly roles: readonly Role[]
  readonly accountIds: readonly string[]
  readonly customerIds: readonly string[]
  readonly displayName: string | null
  readonly emailAddress: string | null
}

/** What a write of users needs beside the database. */
export interface UserWrite {
  readonly passwords: Pick<Passwords, 'hash'>
  readonly now: Date
}

/** Who a user is when they ask. */
export function viewerOf({ id, roles, accountIds, customerIds }: User): Viewer {
  return { userId: id, roles, accountIds, customerIds }
}

/** All users, by name. */
export async function listUsers(reader: Reader): Promise<User[]> {
  return (await reader.rows(sql`select ${columns} from "User" c order by c."userNameKey"`)).map(toUser)
}

/** The user of this name, without regard to case; null where there is none. */
export async function findUser(reader: Reader, userName: string): Promise<UserWithPassword | null> {
  const [row] = await reader.rows(
    sql`select ${columns}, c."passwordHash" from "User" c where c."userNameKey" = ${keyOf(userName)}`,
  )
  if (!row) return null
  const { passwordHash, ...rest } = row
  return { user: toUser(rest), passwordHash: text.decode(passwordHash) }
}

/**
 * Adds a user and answers their name as it is stored, trimmed.
 * User errors: Blank, TooLong and Invalid of any member; Taken of `userName`, which is unique without regard to case.
 */
export async function addUser(
  database: Database,
  input: NewUser,
  { passwords, now, newId }: UserWrite & { newId(): string },
): Promise<Outcome<string>> {
  const findings = new Findings()
  const userName = checkUserName(input.userName, findings)
  checkPassword(input.password, findings)
  const profile = checkProfile(input, findings)
  if (findings.any) return refuse(findings.userErrors)
  const data = {
    ...{ id: newId(), userName, userNameKey: keyOf(userName), passwordHash: await passwords.hash(input.password) },
    ...profile,
    ...{ dateCreated: now, dateLastModified: now },
  }
  try {
    await database.prismaTransaction((tx) => tx.prisma.user.create({ data }))
  } catch (error) {
    if (!isTaken(error)) throw error
    return refuse([{ code: 'Taken', field: ['userName'], message: `There is a user ${shown(userName)} already.` }])
  }
  return accept(userName)
}

/**
 * Gives a user another password, ends their sessions, and lets them try again at once where too many sign-ins failed.
 * User errors: NotFound of `userName`; Blank, TooLong and Invalid of `password`.
 */
export async function setPassword(
  database: Database,
  { userName, password }: Pick<NewUser, 'userName' | 'password'>,
  { passwords, now }: UserWrite,
): Promise<Outcome<string>> {
  const findings = new Findings()
  checkPassword(password, findings)
  if (findings.any) return refuse(findings.userErrors)
  const passwordHash = await passwords.hash(password)
  return database.prismaTransaction(async (tx) => {
    const where = { userNameKey: keyOf(userName) }
    const data = { passwordHash, version: { increment: 1 }, dateLastModified: now }
    const { count } = await tx.prisma.user.updateMany({ where, data })
    if (count === 0) return refuse([absent(userName)])
    await tx.prisma.session.deleteMany({ where: { user: where } })
    await forgetFailures(tx, userName)
    return accept(userName)
  })
}

/** Removes a user and their sessions. User errors: NotFound of `userName`. */
export function removeUser(database: Database, userName: string): Promise<Outcome<string>> {
  return database.prismaTransaction(async (tx) => {
    const { count } = await tx.prisma.user.deleteMany({ where: { userNameKey: keyOf(userName) } })
    return count === 0 ? refuse([absent(userName)]) : accept(userName)
  })
}

/** The columns of a user, of alias `c`. */
export const columns: Sql = select(Object.keys(userColumns))

/** The user of a row with these columns and no others. */
export const toUser: (row: StoredRow) => User = decoder(userColumns)

function keyOf(userName: string): string {
  return foldName(userName.trim())
}

function absent(userName: string) {
  return { code: 'NotFound', field: ['userName'], message: `There is no user ${shown(userName)}.` } as const
}

/** Prisma's code for a value that is not unique; the name is all that can be so. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'P2002'
}

/** Basic, of HTTP, puts a colon between name and password. */
function checkUserName(value: string, findings: Findings): string {
  const userName = checkName(value, ['userName'], findings)
  if (userName.includes(':')) findings.add('Invalid', ['userName'], 'expected no colon')
  return userName
}

function checkPassword(password: string, findings: Findings): void {
  const characters = Array.from(password).length
  if (characters < minPasswordCharacters)
    findings.add('Invalid', ['password'], `expected at least ${minPasswordCharacters} characters, got ${characters}`)
  if (characters > maxPasswordCharacters)
    findings.add('TooLong', ['password'], `expected at most ${maxPasswordCharacters} characters, got ${characters}`)
  checkCharacters(password, ['password'], { findings, hasLines: false })
}

function checkProfile(input: NewUser, findings: Findings) {
  if (input.roles.length === 0) findings.add('Blank', ['roles'], 'expected a role, got none')
  const emailAddress = checkText(input.emailAddress, ['emailAddress'], findings)
  if (emailAddress !== null && !/^\S+@\S+$/.test(emailAddress))
    findings.add('Invalid', ['emailAddress'], `expected an e-mail address, got ${shown(emailAddress)}`)
  const ids = (name: 'accountIds' | 'customerIds') =>
    toJson(unique(input[name].map((id, index) => checkId(id, [name, String(index)], findings))))
  return {
    displayName: checkText(input.displayName, ['displayName'], findings),
    emailAddress,
    roles: toJson(unique(input.roles)),
    accountIds: ids('accountIds'),
    customerIds: ids('customerIds'),
  }
}

function unique<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)]
}
