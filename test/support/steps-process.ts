import { Session } from 'node:inspector'
import { RequestError } from '../../src/core/errors.ts'
import { decisionAt } from '../../src/schedule/evaluate.ts'
import type { SchedulingRule } from '../../src/schedule/model.ts'
import { timelineOf } from '../../src/schedule/timeline.ts'
import { lineOf } from './schedules.ts'
import type { Look } from './steps.ts'

/** A process that looks at rules, and tells how many steps each look took: see `steps.ts`. */
const looks: Readonly<Record<Look, (rule: SchedulingRule) => void>> = {
  instant: (rule) => void decisionAt(lineOf({ rules: [rule] }), Date.UTC(2026, 5, 15) / 1000),
  // What changes too often for a timeline is refused, which has to take no longer.
  year(rule) {
    try {
      timelineOf(lineOf({ rules: [rule] }), new Date('2026-01-01'), new Date('2027-01-01'))
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
    }
  },
}

const session = new Session()

process.on('message', ({ look, rule }: { look: Look; rule: SchedulingRule }) => {
  process.send?.(stepsOf(() => looks[look](rule)))
})

function stepsOf(run: () => void): number {
  session.connect()
  session.post('Profiler.enable')
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  let steps = 0
  try {
    run()
  } finally {
    session.post('Profiler.takePreciseCoverage', (_, { result }) => {
      for (const { url, functions } of result) {
        if (!url.includes('/src/schedule/')) continue
        for (const { ranges } of functions) for (const { count } of ranges) steps += count
      }
    })
    session.disconnect()
  }
  return steps
}
