import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli, startCli } from '../support/cli.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'customer-gateway-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('writes the same to a file and to the standard output', async () => {
  const [toFile, toOut, toDash] = await Promise.all([
    runCli(['generate', '--customers', '50', '--out', 'made.jsonl'], { folder }),
    runCli(['generate', '--customers', '50'], { folder }),
    runCli(['generate', '--customers', '50', '--out', '-'], { folder }),
  ])
  expect(toFile).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(await readFile(join(folder, 'made.jsonl'), 'utf8')).toBe(toOut.stdout)
  expect(toDash).toEqual(toOut)
  expect(toOut.stdout.trim().split('\n').length).toBeGreaterThanOrEqual(53)
})

test('a reader that has enough ends it quietly', async () => {
  const child = startCli(folder, ['generate', '--customers', '100000'])
  const errors = text(child.stderr)
  await once(child.stdout, 'data')
  child.stdout.destroy()
  expect((await once(child, 'exit'))[0]).toBe(0)
  expect(await errors).toBe('')
})

test('a file that cannot be written is one line', async () => {
  const { code, stderr } = await runCli(['generate', '--customers', '1', '--out', 'no/such/folder'], { folder })
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^customer-gateway: generate: cannot write [^\n]+\n$/)])
})
