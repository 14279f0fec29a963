import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** What the system tells of processes. Only Linux tells it in files; elsewhere it is NaN. */
const hasProc = existsSync('/proc/self/stat')
const ticksPerSecond = hasProc ? Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' })) : Number.NaN

/** Seconds of CPU, user and system, that a process took so far with all its threads. */
export function cpuSeconds(pid: number): number {
  const stat = readStat(pid)
  // After the name, which may hold anything: state is 0, utime 11, stime 12.
  return stat === null ? Number.NaN : (Number(stat[11]) + Number(stat[12])) / ticksPerSecond
}

/** Seconds of CPU of the processes that have `parent` as theirs and of those that ended, as PostgreSQL's connections do. */
export function childrenCpuSeconds(parent: number): number {
  if (!hasProc) return Number.NaN
  const own = readStat(parent)
  const ended = own === null ? 0 : (Number(own[13]) + Number(own[14])) / ticksPerSecond
  const running = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => Number(readStat(pid)?.[1]) === parent)
  return running.reduce((sum, pid) => sum + (cpuSeconds(pid) || 0), ended)
}

/** Resident memory of a process in MB: now, and the most it ever was. */
export function residentMb(pid: number): { readonly now: number; readonly max: number } {
  const status = hasProc ? readText(`/proc/${pid}/status`) : ''
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? Number.NaN) / 1024
  return { now: of('VmRSS'), max: of('VmHWM') }
}

function readStat(pid: number): string[] | null {
  const text = hasProc ? readText(`/proc/${pid}/stat`) : ''
  return text === '' ? null : text.slice(text.lastIndexOf(')') + 2).split(' ')
}

/** Empty where the process is gone. */
function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
