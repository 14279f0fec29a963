import type { Writable } from 'node:stream'
import { type Logger, pino } from 'pino'
import pretty from 'pino-pretty'
import type { Settings } from './settings.ts'

/**
 * The program's log: JSON lines, or readable ones on a terminal. What it is given is written as it stands, so callers
 * pass names, ids and figures, never tokens, query variables or rows.
 */
export function createLog(level: Settings['logLevel'], out: Writable & { isTTY?: boolean } = process.stdout): Logger {
  const stream = out.isTTY
    ? pretty({ destination: out, colorize: true, singleLine: true, ignore: 'pid', sync: true })
    : out
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
    },
    stream,
  )
}

interface ErrorDescription {
  readonly type: string
  readonly message: string
  readonly code?: unknown
  readonly stack?: string
  readonly cause?: ErrorDescription
}

/**
 * An error without what a driver hangs on it: `detail`, `where` or `meta` hold values of rows. Its stack begins with the
 * message, which is not repeated.
 */
function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an Error' }
  return {
    type: error.name,
    message: error.message.slice(0, 500),
    ...('code' in error && { code: error.code }),
    ...(error.stack && { stack: error.stack.slice(error.stack.indexOf('\n    at ') + 1) }),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  }
}
