import type { Writable } from 'node:stream'
import { type Logger, pino } from 'pino'
import pretty from 'pino-pretty'
import type { Settings } from './settings.ts'

/**
 * The program's log: JSON lines, or readable ones on a terminal. What it is given is written as it stands, so callers
 * pass names, ids and figures, never tokens, query variables or rows.
 */
export function createLog(level: Settings['logLevel'], out: Writable & { isTTY?: boolean } = process.stdout): Logger {
  const plain = out === process.stdout ? gathered() : out
  const stream = out.isTTY
    ? pretty({ destination: out, colorize: true, singleLine: true, ignore: 'pid', sync: true })
    : plain
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

/** How long lines wait for others, and how many characters of them. */
const gatherForMs = 20
const maxGathered = 64 * 1024

let output: { write(line: string): void } | null = null

/** Standard output for lines that are written together: a write for each takes a busy process a tenth of its time. */
function gathered(): { write(line: string): void } {
  output ??= gatherLines()
  return output
}

function gatherLines() {
  let lines = ''
  const flush = () => {
    if (lines !== '') process.stdout.write(lines)
    lines = ''
  }
  process.once('exit', flush)
  return {
    write(line: string) {
      if (lines === '') setTimeout(flush, gatherForMs).unref()
      lines += line
      if (lines.length > maxGathered) flush()
    },
  }
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
