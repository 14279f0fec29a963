import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ruleFaults } from '../../src/schedule/faults.ts'
import { type Range, type Windows, windowsOf } from '../../src/schedule/recurrence/windows.ts'
import { timeRuleOf, wallOf } from '../support/rrule.ts'

/** When a published rule occurs, in seconds on the wall clock; `goesOn` beyond the last of them. */
interface Vector {
  readonly start: string
  readonly rrule: string
  readonly occurrences: readonly number[]
  readonly goesOn: boolean
}

const others = ['dateutil', 'libical', 'ical-net', 'lib-recur', 'ical-js', 'sabre-vobject']
const vectors = new Map(['rfc5545', ...others].map((source) => [source, readVectors(source)]))
const twentyYears = 20 * 366 * 86_400
const titleOf = ({ start, rrule }: Vector) => `${start} ${rrule}`
const countOf = (source: string) => vectors.get(source)?.length ?? 0

describe.each([...vectors])('%s', (_, cases) => {
  test.each(cases.map((vector) => [titleOf(vector), vector] as const))('%s', (_, vector) => {
    const { start, rrule, occurrences, goesOn } = vector
    const rule = timeRuleOf(rrule, start)
    expect([...ruleFaults(rule)]).toEqual([])
    const windows = windowsOf(rule)
    const end = (occurrences.at(-1) ?? wallOf(start)) + 1
    const range = { from: wallOf(start), before: goesOn ? end : end + twentyYears }

    const expected = joined(occurrences.map((from) => ({ from, before: from + 1 })))
    expect(onward(windows, range).map(printed)).toEqual(expected.map(printed))
    expect(backward(windows, range).map(printed)).toEqual(expected.map(printed))

    const all = new Set(occurrences)
    const near = occurrences.flatMap((wall) => [wall - 1, wall, wall + 1]).filter((wall) => wall < range.before)
    expect(near.filter((wall) => windows.holdsAt(wall))).toEqual(near.filter((wall) => all.has(wall)))
  })
})

test('they are all examples of RFC 5545 but the one that needs WKST, and at least 300 more', () => {
  expect(countOf('rfc5545')).toBe(41)
  expect(others.reduce((sum, source) => sum + countOf(source), 0)).toBeGreaterThanOrEqual(300)
  const all = [...vectors.values()].flat().map(titleOf)
  expect(new Set(all).size).toBe(all.length)
})

/** The cases of `test/vectors/<source>.txt`: `DTSTART=… RRULE=… => … …`, where a last `…` tells that the list goes on. */
function readVectors(source: string): readonly Vector[] {
  const lines = readFileSync(`test/vectors/${source}.txt`, 'utf8').split('\n')
  return lines.map((line) => line.replace(/#.*/, '').trim()).flatMap((line) => (line === '' ? [] : [readVector(line)]))
}

function readVector(line: string): Vector {
  const { start, rrule, list } = /^DTSTART=(?<start>\S+) RRULE=(?<rrule>\S+) =>(?<list>.*)$/.exec(line)?.groups ?? {}
  if (start === undefined || rrule === undefined || list === undefined) throw new Error(`not a case: ${line}`)
  const dates = list.split(' ').filter((date) => date !== '')
  const occurrences = dates.filter((date) => date !== '…').map(wallOf)
  return { start, rrule, occurrences, goesOn: dates.at(-1) === '…' }
}

/** The windows within a range, walked span by span from its start. */
function onward(windows: Windows, range: Range): readonly Range[] {
  const held: Range[] = []
  for (let at = range.from; at < range.before; ) {
    const { holds, before } = windows.spanAt(at, range)
    if (holds) held.push({ from: at, before })
    at = before
  }
  return joined(held)
}

/** The same, walked from its end. */
function backward(windows: Windows, range: Range): readonly Range[] {
  const held: Range[] = []
  for (let at = range.before; at > range.from; ) {
    const { holds, from } = windows.spanAt(at - 1, range)
    if (holds) held.unshift({ from, before: at })
    at = from
  }
  return joined(held)
}

/** Ranges in order, with those that touch made one. */
function joined(ranges: readonly Range[]): readonly Range[] {
  const runs: Range[] = []
  for (const { from, before } of ranges) {
    const touching = runs.at(-1)?.before === from ? runs.pop() : undefined
    runs.push({ from: touching?.from ?? from, before })
  }
  return runs
}

function printed({ from, before }: Range): string {
  return [from, before].map((wall) => new Date(wall * 1000).toISOString()).join('/')
}
