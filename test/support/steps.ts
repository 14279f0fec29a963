import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { SchedulingRule } from '../../src/schedule/model.ts'

/** How a rule is looked at: at one instant, or through a year. */
export type Look = 'instant' | 'year'

/** Counts the steps that are taken for rules; to be closed. */
export interface StepCounter {
  stepsFor(look: Look, rule: SchedulingRule): Promise<number>
  close(): void
}

/**
 * Counts in V8's own way: how often each block of code in `src/schedule` is carried out. That says nothing of time, and is
 * the same on every machine. In a process of its own, as only the interpreter counts: what is optimised would be missing.
 */
export function startCounter(): StepCounter {
  const file = fileURLToPath(new URL('steps-process.ts', import.meta.url))
  const child = fork(file, { execArgv: ['--import', 'tsx', '--no-opt', '--no-maglev'] })
  return {
    async stepsFor(look, rule) {
      child.send({ look, rule })
      const [steps] = await once(child, 'message')
      return Number(steps)
    },
    close: () => void child.kill(),
  }
}
