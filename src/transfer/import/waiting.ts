import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Entry } from './batch.ts'
import { maxBatchBytes, maxBatchRecords } from './batches.ts'

/**
 * The records that wait for others, in files of a temporary folder, so that memory does not grow with their number.
 * They come back last first: children that came before their parents then come after them.
 */
export class Waiting {
  #folder: string | null = null
  #files: string[] = []
  #written = 0
  #lines: string[] = []
  #length = 0
  #count = 0
  /** Whether those that wait were put in the reverse of the order in which they were read. */
  #isBackwards = false

  get count(): number {
    return this.#count
  }

  async put(entries: readonly Entry[]): Promise<void> {
    for (const entry of entries) {
      const line = JSON.stringify(entry)
      this.#lines.push(line)
      this.#length += line.length
      this.#count++
      if (this.#lines.length >= maxBatchRecords || this.#length >= maxBatchBytes) await this.#write()
    }
  }

  /** All that wait now, in batches, last first; those that are put meanwhile wait for the next time. */
  take(): AsyncGenerator<Entry[]> {
    this.#isBackwards = !this.#isBackwards
    return this.#takeFiles(true)
  }

  /** All that wait, in the order in which they were read. */
  takeInOrder(): AsyncGenerator<Entry[]> {
    return this.#takeFiles(this.#isBackwards)
  }

  async *#takeFiles(backwards: boolean): AsyncGenerator<Entry[]> {
    await this.#write()
    const files = backwards ? this.#files.reverse() : this.#files
    this.#files = []
    this.#count = 0
    for (const file of files) {
      const lines = (await readFile(file, 'utf8')).split('\n')
      await rm(file)
      // The lines were written by this very object.
      const entries = lines.map((line) => JSON.parse(line) as Entry)
      yield backwards ? entries.reverse() : entries
    }
  }

  async remove(): Promise<void> {
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true })
  }

  async #write(): Promise<void> {
    if (this.#lines.length === 0) return
    this.#folder ??= await mkdtemp(join(tmpdir(), 'customer-gateway-import-'))
    const file = join(this.#folder, `${this.#written++}.jsonl`)
    await writeFile(file, this.#lines.join('\n'))
    this.#files.push(file)
    this.#lines = []
    this.#length = 0
  }
}
