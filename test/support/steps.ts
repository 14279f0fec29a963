import { Session } from 'node:inspector'
import { setFlagsFromString } from 'node:v8'

// Only the interpreter counts: what is optimised while it runs would be missing.
setFlagsFromString('--no-opt')
setFlagsFromString('--no-maglev')
const session = new Session()

/**
 * How many steps a run takes in a folder of `src`: V8's own count of how often each block of code is carried out. It says
 * nothing of time, and is the same on every machine.
 */
export function stepsIn(folder: string, run: () => void): number {
  session.connect()
  session.post('Profiler.enable')
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  let steps = 0
  try {
    run()
  } finally {
    session.post('Profiler.takePreciseCoverage', (_, { result }) => {
      for (const { url, functions } of result) {
        if (!url.includes(`/src/${folder}/`)) continue
        for (const { ranges } of functions) for (const { count } of ranges) steps += count
      }
    })
    session.disconnect()
  }
  return steps
}
