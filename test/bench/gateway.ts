import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { residentMb } from './processes.ts'

/** The gateway as it is built and shipped. */
export const gatewayMain = 'dist/cli/main.js'

/** What `npm start` gives Node. */
export function nodeFlags(): readonly string[] {
  const { scripts }: { readonly scripts: { readonly start: string } } = JSON.parse(readFileSync('package.json', 'utf8'))
  return scripts.start.split(' ').filter((word) => word.startsWith('--'))
}

/** What the gateway runs with in production, everything on. */
export const gatewayEnvironment = {
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  LOG_LEVEL: 'info',
  JWT_SECRET: 'a secret that only the benchmark knows of',
} as const

/** Runs a command of the gateway to its end. @throws {Error} with what it wrote, when it fails. */
export async function runGateway(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly output: string; readonly maxResidentMb: number }> {
  const child = spawn(process.execPath, [gatewayMain, ...args], {
    env: { ...process.env, ...gatewayEnvironment, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let maxResidentMb = Number.NaN
  const watch = setInterval(() => {
    const { max } = residentMb(child.pid ?? 0)
    if (max > 0) maxResidentMb = max
  }, 200)
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  clearInterval(watch)
  if (code !== 0) throw new Error(`customer-gateway ${args.join(' ')} ended with ${code}:\n${errors || output}`)
  return { output, maxResidentMb }
}
