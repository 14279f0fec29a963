import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

/** Who may import whom: a place imports from itself and from those before it. Types may come from anywhere above core. */
const order = [
  'core',
  'settings.ts',
  'log.ts',
  'database',
  'auth',
  'visibility',
  'page',
  'fields',
  'execute',
  'rate-limit',
  'context.ts',
  'write.ts',
  'change',
  'schedule',
  'billing',
  'app-settings',
  'account',
  'tag',
  'customer',
  'webhook',
  'graphql',
  'http',
  'rest',
  'transfer',
  'prepare.ts',
  'app.ts',
  'cli',
]

interface Import {
  readonly from: string
  readonly to: string
}

const statement = /^import\s+(type\s+)?([^'"]*?)\s*(?:from\s+)?'(\.[^']+)'/gm

async function readImports(): Promise<Import[]> {
  const entries = await readdir('src', { recursive: true })
  const files = entries.filter((file) => file.endsWith('.ts') && !file.includes('generated'))
  const perFile = files.map(async (from) => {
    const text = await readFile(join('src', from), 'utf8')
    return [...text.matchAll(statement)]
      .filter(([, type, names]) => !type && !isOnlyTypes(names ?? ''))
      .map(([, , , to]) => ({ from, to: normalize(join(dirname(from), to ?? '')) }))
  })
  return (await Promise.all(perFile)).flat()
}

/** `{ type A, type B }`. */
function isOnlyTypes(names: string): boolean {
  const each = names
    .replace(/[{}]/g, '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  return each.length > 0 && each.every((name) => name.startsWith('type '))
}

function placeOf(file: string): number {
  const place = order.indexOf(file.split('/')[0] ?? '')
  if (place < 0) throw new Error(`${file} lies in no place that this test knows`)
  return place
}

test('imports go down', async () => {
  const upwards = (await readImports()).filter(({ from, to }) => placeOf(to) > placeOf(from))
  expect(upwards).toEqual([])
})

test('no module imports itself through others', async () => {
  const imports = await readImports()
  const below = new Map<string, string[]>()
  for (const { from, to } of imports) below.set(from, [...(below.get(from) ?? []), to])
  const done = new Set<string>()
  const visit = (file: string, line: readonly string[]): void => {
    expect(line, [...line, file].join(' → ')).not.toContain(file)
    if (done.has(file)) return
    for (const next of below.get(file) ?? []) visit(next, [...line, file])
    done.add(file)
  }
  for (const file of below.keys()) visit(file, [])
})
