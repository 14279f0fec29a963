/** How a state is painted: text in white is readable on `fill`, and so `fill` stands out from white as well. */
export interface Paint {
  readonly fill: string
  /** The lines over the fill, as path data in a square of 8, which tell states apart without colour; empty for none. */
  readonly lines: string
}

const slashes = 'M-2 2L2 -2M0 8L8 0M6 10L10 6'
const backslashes = 'M-2 6L2 10M0 0L8 8M6 -2L10 2'
const bars = 'M4 0V8'
const rows = 'M0 4H8'
const dots = 'M3 4H5'
const grid = `${bars}${rows}`

const noState: Paint = { fill: '#6b727c', lines: rows }
/** The states that most schedules have, and the empty one. */
const wellKnown: ReadonlyMap<string, Paint> = new Map([
  ['', noState],
  ['Business Hours', { fill: '#19774a', lines: '' }],
  ['After Hours', { fill: '#5a6678', lines: slashes }],
  ['Holiday', { fill: '#b04a08', lines: dots }],
  ['Closed', { fill: '#a82424', lines: `${slashes}${backslashes}` }],
])

const fills = [
  '#1d5fc4',
  '#6b35c9',
  '#0d7377',
  '#b3226b',
  '#55701a',
  '#8a5a00',
  '#3f4fb5',
  '#8f2fa3',
  '#176b8f',
  '#7a4a35',
  '#2c6e2f',
]
const linesOfOthers = ['', backslashes, bars, grid, slashes, dots]
const others = linesOfOthers.flatMap((lines) => fills.map((fill): Paint => ({ fill, lines })))

/** The paint of a state: the same for the same name, in every picture. */
export function paintOf(stateName: string): Paint {
  return wellKnown.get(stateName) ?? others[hashOf(stateName) % others.length] ?? noState
}

/** FNV-1a, 32 bits, over the code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}
