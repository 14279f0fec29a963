import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../../src', import.meta.url))

/** Compiles what tests start as processes of their own, so that it is what stands in the sources. */
export default function build(): void {
  execFileSync('npx', ['tsc', '-p', project], { stdio: 'inherit' })
}
