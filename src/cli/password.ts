import { createInterface } from 'node:readline/promises'
import { text } from 'node:stream/consumers'
import { StartError } from '../core/errors.ts'

/** A terminal, or what stands for one. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly output: NodeJS.WritableStream
}

/**
 * A new password: the standard input, less the end of its last line, where that is said; else asked for twice at the
 * terminal, where it is not shown. Never an argument, which other users of the machine can see.
 * @throws {StartError} when there is no terminal, nothing is typed, or not twice the same.
 */
export async function readPassword(fromStdin: boolean, { input, output }: Terminal = onProcess()): Promise<string> {
  if (fromStdin) return (await text(input)).replace(/\r?\n$/, '')
  if (!input.isTTY) throw new StartError('user: there is no terminal to ask for the password; use --password-stdin', 2)
  const ask = hiddenQuestions({ input, output })
  try {
    const password = await ask.question('Password: ')
    if ((await ask.question('Again: ')) === password) return password
    throw new StartError('user: the two passwords are not the same', 2)
  } finally {
    ask.close()
  }
}

/** Asks on the standard error, as what a command answers goes to the standard output. */
function onProcess(): Terminal {
  return { input: process.stdin, output: process.stderr }
}

interface Questions {
  /** @throws {StartError} at Ctrl-C and Ctrl-D. */
  question(prompt: string): Promise<string>
  close(): void
}

/** Readline, for its editing of the line, without the output in which it would show what is typed. */
function hiddenQuestions({ input, output }: Terminal): Questions {
  const lines = createInterface({ input, terminal: true })
  const closing = new AbortController()
  lines.once('close', () => closing.abort())
  return {
    async question(prompt) {
      output.write(prompt)
      try {
        return await lines.question('', { signal: closing.signal })
      } catch (error) {
        throw new StartError('user: no password was given', 2, error)
      } finally {
        output.write('\n')
      }
    },
    close: () => lines.close(),
  }
}
