import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Served, startServing } from '../support/cli.ts'
import { postgresqlDatabase, type TestDatabase } from '../support/databases.ts'

interface Block {
  readonly language: string
  readonly text: string
}

async function readBlocks(): Promise<Block[]> {
  const readme = await readFile('README.md', 'utf8')
  return [...readme.matchAll(/^```(\w+)\n(.*?)^```/gms)].map(([, language = '', text = '']) => ({ language, text }))
}

/** What `.ci/run` does on a fresh clone. */
const onFreshClone = /^npm ci && npm (start|test)$/m

describe('the README', () => {
  let folder: string
  let served: Served
  let database: TestDatabase

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'customer-gateway-'))
    served = await startServing(folder, {})
    database = await postgresqlDatabase()
  })
  afterAll(async () => {
    await served.stop()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  /** The blocks are pasted one after the other, as a reader would; `npx` finds the program without asking npm. */
  const paste = async (script: string) => {
    const main = resolve('dist/cli/main.js')
    const here = script.replaceAll('http://127.0.0.1:4000', served.url).replaceAll(/postgresql:\/\/\S+/g, database.url)
    const shell = spawn('bash', ['-euo', 'pipefail'], { cwd: folder, env: { PATH: process.env.PATH } })
    shell.stdin.end(`npx() { shift; ${process.execPath} ${main} "$@"; }\n${here}`)
    const [out, errors, [code]] = await Promise.all([text(shell.stdout), text(shell.stderr), once(shell, 'close')])
    return { out, errors, code }
  }

  test('says the two commands', async () => {
    const commands = (await readBlocks()).map(({ text }) => text.trim())
    expect(commands).toContain('npm ci && npm start')
    expect(commands).toContain('npm ci && npm test')
  })

  test('shows queries with their answers', async () => {
    const blocks = await readBlocks()
    const answers = [...blocks.entries()].filter(([, { language }]) => language === 'json')
    expect(answers).not.toEqual([])
    for (const [index, answer] of answers) {
      const { out } = await paste(blocks[index - 1]?.text ?? '')
      expect(JSON.parse(out)).toEqual(JSON.parse(answer.text))
    }
  })

  test('has commands that work when pasted', { timeout: 240_000 }, async () => {
    const commands = (await readBlocks()).filter(({ language, text }) => language === 'sh' && !onFreshClone.test(text))
    expect(commands.length).toBeGreaterThan(3)
    for (const { text } of commands) {
      const { code, errors } = await paste(text)
      expect({ text, code, errors }).toMatchObject({ code: 0 })
    }
  })
})
