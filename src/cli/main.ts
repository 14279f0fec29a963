#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { StartError } from '../core/errors.ts'
import { addExport } from './export.ts'
import { addGenerate } from './generate.ts'
import { addImport } from './import.ts'
import { addMigrate } from './migrate.ts'
import { addPurge } from './purge.ts'
import { addServe } from './serve.ts'
import { addToken } from './token.ts'
import { addUser } from './user.ts'
import { version } from './version.ts'
import { addWebhook } from './webhook.ts'

const usageExitCode = 2

const program = new Command('customer-gateway')
  .description('Customers, accounts and tags of a voice platform, as GraphQL.')
  .version(version)
  .exitOverride()
  .addHelpText('after', '\nThe settings are environment variables; the README lists them.')

for (const add of [addServe, addMigrate, addToken, addUser, addWebhook, addImport, addExport, addPurge, addGenerate])
  add(program)

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = report(error)
}

/** Tells the user what went wrong, in one line, and answers the exit code. */
function report(error: unknown): number {
  // Commander has said its line already; its own code for wrong usage is 1.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usageExitCode
  const isExpected = error instanceof StartError
  const message = error instanceof Error ? error.message : String(error)
  const isDebug = ['debug', 'trace'].includes(process.env.LOG_LEVEL ?? '')
  const hint = isExpected || isDebug ? '' : ' (unexpected; LOG_LEVEL=debug shows where)'
  process.stderr.write(`customer-gateway: ${message.trim().replaceAll(/\s+/g, ' ')}${hint}\n`)
  if (isDebug && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  return isExpected ? error.exitCode : 1
}
