import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** As `build.ts` made it: TypeScript that is compiled at each start takes three times as long. */
const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

export interface CliResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

type Environment = Readonly<Record<string, string>>

/** Starts `customer-gateway` with no environment but the given one. */
export function startCli(folder: string, args: readonly string[], environment: Environment = {}) {
  const env = { PATH: process.env.PATH, ...environment }
  return spawn(process.execPath, [main, ...args], { cwd: folder, env })
}

/** Runs `customer-gateway` to its end, in `folder` or a temporary one. */
export async function runCli(
  args: readonly string[],
  options: { environment?: Environment; input?: string; folder?: string } = {},
): Promise<CliResult> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'customer-gateway-')))
  const child = startCli(folder, args, options.environment)
  child.stdin.end(options.input ?? '')
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  if (options.folder === undefined) await rm(folder, { recursive: true, force: true })
  return { code, stdout, stderr }
}

/** A `serve` that listens. */
export interface Served {
  readonly url: string
  readonly child: ChildProcessWithoutNullStreams
  /** Its log so far, a line each. */
  readonly lines: readonly Record<string, unknown>[]
  /** Sends a signal, and answers the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Starts `serve` on any free port, and waits until it listens. Rejects when it ends instead. */
export async function serveCli(folder: string, environment: Environment): Promise<Served> {
  const served = await startServing(folder, environment)
  // A test that fails leaves nothing running.
  onTestFinished(() => void served.child.kill('SIGKILL'))
  return served
}

/** The same for all tests of a file, which stops it itself. */
export async function startServing(folder: string, environment: Environment): Promise<Served> {
  const child = startCli(folder, ['serve'], { PORT: '0', ...environment })
  const exit = once(child, 'exit')
  const errors = text(child.stderr)
  const lines: Record<string, unknown>[] = []
  const url = await new Promise<string>((resolve, reject) => {
    onLines(child, (line) => {
      lines.push(line)
      if (line.msg === 'listening') resolve(String(line.url))
    })
    exit.then(async () => reject(new Error(`serve ended: ${await errors}`)), reject)
  })
  return {
    url,
    child,
    lines,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      return (await exit)[0]
    },
  }
}

function onLines(child: ChildProcessWithoutNullStreams, take: (line: Record<string, unknown>) => void): void {
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) take(JSON.parse(part))
  })
}
