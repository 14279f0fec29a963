import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Installs what the peers need where it is missing; nothing else in the repository does. */
export function installPeers(): void {
  if (existsSync('test/bench/node_modules/.package-lock.json')) return
  console.log('Installing the servers to compare with …')
  const { status } = spawnSync('npm', ['ci', '--prefix', 'test/bench'], { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error('npm ci --prefix test/bench failed')
}
