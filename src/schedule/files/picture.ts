import { type Markup, markup } from '../../core/markup.ts'
import type { ScheduleInterval } from '../state.ts'
import {
  causeOf,
  changesOf,
  dateRange,
  describeDay,
  fullHours,
  hoursOf,
  isIrregular,
  lengthOf,
  longDate,
  longTimes,
  shortDate,
  shortTimes,
  skipped,
  stateLabel,
} from '../words.ts'
import type { LocalDay } from './local-day.ts'
import { paintOf } from './picture-colours.ts'
import { cut, widthOf } from './picture-text.ts'

/** What a picture shows. */
export interface SchedulePicture {
  /** Whose schedule it is. */
  readonly title: string
  /** The zone, as it is to be named. */
  readonly timeZoneId: string
  readonly days: readonly LocalDay[]
  /** What holds over all of the days, in order. */
  readonly stretches: readonly ScheduleInterval[]
}

const width = 1200
const margin = 28
const chartLeft = 160
const chartWidth = width - margin - chartLeft
const chartTop = 112
const barHeight = 38
/** From bar to bar; and what the labels of a row's own hours take. */
const rowHeight = 50
const ownHoursHeight = 16
const legendHeight = 26

const ink = '#1d2430'
const soft = '#566072'
const faint = '#a3acb9'
const paper = '#ffffff'

/**
 * Draws a schedule as an SVG document: a row for each day, as long as the day, a bar for each state. It has its words
 * for readers who do not see it, and needs no style sheet, script or other file, so it is drawn under any policy.
 */
export function drawSchedule(picture: SchedulePicture): string {
  const rows = rowsOf(picture)
  const states = [...new Set(rows.flatMap(({ stretches }) => stretches.map(({ stateName }) => stateName)))]
  const entries = legendOf(states)
  const bottom = chartTop + rows.reduce((height, row) => height + row.height, 0)
  const height = bottom + ((entries.at(-1)?.line ?? -1) + 1) * legendHeight + margin
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description" font-family="system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif">
<title id="title">${headline(picture)}</title>
<desc id="description">${rows.map(({ day, stretches }) => describeDay(day, stretches)).join('\n')}</desc>
<defs>${states.map(patternOf)}</defs>
<rect width="${width}" height="${height}" rx="10" fill="${paper}"/>
<text x="${margin}" y="46" font-size="22" font-weight="600" fill="${ink}">${cut(picture.title, (width - 2 * margin) / 22)}</text>
<text x="${margin}" y="70" font-size="14" fill="${soft}">${dateRange(picture.days)} · ${picture.timeZoneId}</text>
${rows.some(({ hasOwnHours }) => !hasOwnHours) ? commonHours(rows) : ''}
${rows.map((row) => drawRow(row, states))}
<g transform="translate(${chartLeft} ${bottom + 8})" font-size="13" fill="${ink}">
${entries.map((entry) => drawEntry(entry, states))}</g>
</svg>
`.markup
}

/** A day, where it is drawn. */
interface Row {
  readonly day: LocalDay
  readonly stretches: readonly ScheduleInterval[]
  readonly top: number
  readonly height: number
  readonly pixelsPerHour: number
  /** Whether its hours are its own, and written above it. */
  readonly hasOwnHours: boolean
}

function rowsOf({ days, stretches }: SchedulePicture): readonly Row[] {
  const pixelsPerHour = chartWidth / Math.max(24, ...days.map(hoursOf))
  let top = chartTop
  return days.map((day) => {
    const hasOwnHours = isIrregular(day) && day.clock.length > 0
    const above = hasOwnHours ? ownHoursHeight : 0
    const row = {
      day,
      stretches: within(day, stretches),
      top: top + above,
      height: above + rowHeight,
      pixelsPerHour,
      hasOwnHours,
    }
    top += row.height
    return row
  })
}

/** What holds on a day, clipped to it. */
function within({ from, to }: LocalDay, stretches: readonly ScheduleInterval[]): readonly ScheduleInterval[] {
  return stretches
    .map((stretch) => ({
      ...stretch,
      from: stretch.from > from ? stretch.from : from,
      to: stretch.to < to ? stretch.to : to,
    }))
    .filter((stretch) => stretch.from < stretch.to)
}

function headline({ title, timeZoneId, days }: SchedulePicture): string {
  return `Schedule of ${title}, ${dateRange(days)}, ${timeZoneId}`
}

/** The hours of every row that has none of its own. */
function commonHours(rows: readonly Row[]): Markup {
  const pixelsPerHour = rows[0]?.pixelsPerHour ?? 0
  const labels = Array.from({ length: 9 }, (_, index) => {
    const hour = index * 3
    const time = `${String(hour).padStart(2, '0')}:00`
    return markup`<text x="${rounded(chartLeft + hour * pixelsPerHour)}" y="${chartTop - 8}">${time}</text>\n`
  })
  return markup`<g font-size="12" text-anchor="middle" fill="${soft}">
${labels}</g>`
}

function drawRow(row: Row, states: readonly string[]): Markup {
  const { day, stretches, top, hasOwnHours } = row
  const note = hasOwnHours ? lengthOf(day) : ''
  return markup`<g>
<title>${[longDate(day.date), ...changesOf(day)].join(', ')}</title>
<text x="${margin}" y="${top + (note ? 17 : 24)}" font-size="14" font-weight="600" fill="${ink}">${shortDate(day.date)}</text>
${note ? markup`<text x="${margin}" y="${top + 34}" font-size="12" fill="${soft}">${note}</text>` : ''}
${day.clock.length > 0 ? drawHours(row) : drawSkipped(row)}
${stretches.map((stretch) => drawBar(row, stretch, states))}</g>
`
}

function drawSkipped({ top, pixelsPerHour }: Row): Markup {
  return markup`<rect x="${chartLeft}" y="${top + 0.5}" width="${rounded(24 * pixelsPerHour)}" height="${barHeight - 1}" rx="4" fill="none" stroke="${faint}" stroke-dasharray="5 4"/>
<text x="${chartLeft + 12}" y="${top + 24}" font-size="13" fill="${soft}">${skipped}</text>`
}

/** A tick below the bars for each full hour of the wall clock, a longer one for each third; labels where they are its own. */
function drawHours({ day, top, pixelsPerHour, hasOwnHours }: Row): Markup {
  const x = (at: Date) => xOf(day, at, pixelsPerHour)
  const bottom = top + barHeight + 2
  const marks = fullHours(day)
  const ticks = marks.map(({ at, time }) => `M${x(at)} ${bottom}v${Number(time.slice(0, 2)) % 3 === 0 ? 6 : 3}`)
  const labels = marks.map(({ at, time }) => markup`<text x="${x(at)}" y="${top - 5}">${time}</text>\n`)
  return markup`<path d="${ticks.join('')}" stroke="${faint}" fill="none"/>
${hasOwnHours ? markup`<g font-size="11" text-anchor="middle" fill="${soft}">\n${labels}</g>` : ''}`
}

function drawBar({ day, top, pixelsPerHour }: Row, stretch: ScheduleInterval, states: readonly string[]): Markup {
  const { stateName } = stretch
  const left = xOf(day, stretch.from, pixelsPerHour)
  const length = rounded(xOf(day, stretch.to, pixelsPerHour) - left)
  // A gap to the next bar, which even the thinnest leaves half of itself for.
  const shape = markup`width="${rounded(length - Math.min(1.5, length / 2))}" height="${barHeight}" rx="4"`
  const { fill, lines } = paintOf(stateName)
  const times = shortTimes(day, stretch)
  // An SVG in the SVG, because it cuts off what is wider than it was taken for.
  return markup`<svg x="${left}" y="${top}" width="${length}" height="${barHeight}">
<title>${`${stateLabel(stateName)}\n${longTimes(day, stretch)}\n${causeOf(stretch)}`}</title>
<rect ${shape} fill="${fill}"/>
${lines ? markup`<rect ${shape} fill="url(#${patternId(stateName, states)})"/>` : ''}
${drawLabel(stateLabel(stateName), times, length - 14)}
</svg>
`
}

/** The state's name, and the times below it where they have room. */
function drawLabel(name: string, times: string, room: number): Markup {
  const shown = cut(name, room / 13)
  if (!shown) return markup``
  const hasTimes = widthOf(times) * 11.5 <= room
  const below = hasTimes ? markup`<text x="7" y="31" font-size="11.5" fill="${paper}">${times}</text>` : ''
  return markup`<text x="7" y="${hasTimes ? 16 : 24}" font-size="13" font-weight="600" fill="${paper}">${shown}</text>${below}`
}

/** An entry of the legend: on which line, and how far into it. */
interface Entry {
  readonly stateName: string
  readonly text: string
  readonly line: number
  readonly left: number
}

function legendOf(states: readonly string[]): readonly Entry[] {
  let line = 0
  let left = 0
  return states.map((stateName) => {
    const text = cut(stateLabel(stateName), 24)
    const wide = Math.ceil(widthOf(text) * 13) + 58
    if (left > 0 && left + wide > chartWidth) {
      line++
      left = 0
    }
    const entry = { stateName, text, line, left }
    left += wide
    return entry
  })
}

function drawEntry({ stateName, text, line, left }: Entry, states: readonly string[]): Markup {
  const shape = markup`x="${left}" y="${line * legendHeight}" width="24" height="16" rx="3"`
  const { fill, lines } = paintOf(stateName)
  return markup`<g><title>${stateLabel(stateName)}</title>
<rect ${shape} fill="${fill}"/>
${lines ? markup`<rect ${shape} fill="url(#${patternId(stateName, states)})"/>` : ''}
<text x="${left + 32}" y="${line * legendHeight + 13}">${text}</text></g>
`
}

function patternOf(stateName: string, index: number): Markup {
  const { lines } = paintOf(stateName)
  if (!lines) return markup``
  return markup`<pattern id="lines-${index}" width="8" height="8" patternUnits="userSpaceOnUse"><path d="${lines}" stroke="#000000" stroke-opacity="0.3" stroke-width="1.5" fill="none"/></pattern>
`
}

function patternId(stateName: string, states: readonly string[]): string {
  return `lines-${states.indexOf(stateName)}`
}

/** Where an instant of a day lies, by the hours that have passed since the day began. */
function xOf({ from }: LocalDay, at: Date, pixelsPerHour: number): number {
  return rounded(chartLeft + ((at.getTime() - from.getTime()) / 3_600_000) * pixelsPerHour)
}

/** Coordinates to a thousandth of a pixel: a second is some ten of them. */
function rounded(pixels: number): number {
  return Math.round(pixels * 1000) / 1000
}
