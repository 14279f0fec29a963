import { createWriteStream } from 'node:fs'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { StartError } from '../core/errors.ts'

/**
 * Writes to a file, or, for `-`, to the standard output; there a reader such as `head` may have enough.
 * @param write leaves the stream open.
 * @throws {StartError} when the file cannot be written.
 */
export async function writeOutput(
  command: string,
  path: string,
  write: (out: Writable) => Promise<void>,
): Promise<void> {
  if (path === '-') return writeToReader(write)
  const file = createWriteStream(path)
  try {
    await write(file)
    await finished(file.end())
  } catch (error) {
    if (!isSystemError(error)) throw error
    throw new StartError(`${command}: cannot write ${path}: ${error.message}`, 1, error)
  }
}

async function writeToReader(write: (out: Writable) => Promise<void>): Promise<void> {
  try {
    await write(process.stdout)
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'EPIPE') throw error
  }
}

function isSystemError(error: unknown): error is Error & { readonly code: string; readonly syscall: string } {
  return error instanceof Error && 'code' in error && 'syscall' in error
}
