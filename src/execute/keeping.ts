import type { FieldNode } from 'graphql'
import { isObject } from '../core/read.ts'
import type { Answer } from './answer.ts'
import type { Keep, KeptField, Tally } from './keep.ts'
import type { KeptTexts, Name } from './kept-texts.ts'
import { type Output, Span } from './output.ts'
import { Box, type Part, Unfinished } from './parts.ts'

/** A row of a list, what its text is kept under if it tells its state, and the number of the text if there is one. */
export interface KeptRow {
  readonly row: unknown
  readonly name: Name | null
  readonly number: number | undefined
}

/** What one execution takes of the kept texts, and what it gives to them. */
export class Keeping {
  /** Whether a row is gone or has changed since its list was read, so that the answer does not fit together. */
  isTorn = false
  readonly #texts: KeptTexts
  readonly #nodes = new Map<KeptField, readonly FieldNode[]>()
  readonly #tallies = new Map<Keep, Tally>()
  readonly #made: { readonly name: Name; readonly part: Part }[] = []

  constructor(texts: KeptTexts) {
    this.#texts = texts
  }

  /** The nodes of a field, which want as few columns of its rows as the kept texts let one expect: always the same. */
  nodesOf(kept: KeptField): readonly FieldNode[] {
    const known = this.#nodes.get(kept)
    if (known) return known
    const nodes = kept.keeps.every((keep) => keep.isWarm) ? kept.nodes.fewest : kept.nodes.all
    this.#nodes.set(kept, nodes)
    return nodes
  }

  /** The texts of rows, for those who may see the same as `seen`. */
  find(keep: Keep, rows: readonly unknown[], seen: object | null): readonly KeptRow[] {
    const scope = [this.#texts.identityOf(keep), this.#texts.identityOf(seen)]
    const tally = this.#tallies.get(keep) ?? { hits: 0, misses: 0 }
    this.#tallies.set(keep, tally)
    return rows.map((row) => {
      const name = isObject(row) ? nameOf(scope, row, keep.stamps) : null
      const number = name === null ? undefined : this.#texts.find(name)
      if (number === undefined) tally.misses++
      else tally.hits++
      return { row, name, number }
    })
  }

  /** Writes a text that was just found. */
  write(number: number, out: Output): void {
    this.#texts.write(number, out)
  }

  /** Has the text of a row kept, once all is complete. */
  keep(name: Name, part: Part): void {
    this.#made.push({ name, part })
  }

  /**
   * @param out where parts were written as they came, and `answer` where they were put together.
   * @param isFaultless a text with an error in it is none of its row's.
   */
  end({ out, answer, isFaultless }: Ended): void {
    for (const [keep, tally] of this.#tallies) keep.learn(tally)
    if (!isFaultless) return
    for (const { name, part } of this.#made) {
      const text = textOf(part, out, answer)
      if (text !== null) this.#texts.keep(name, text)
    }
  }
}

interface Ended {
  readonly out: Output
  readonly answer: Answer
  readonly isFaultless: boolean
}

/** Null for a row that does not tell its state. */
function nameOf(scope: Name, row: Readonly<Record<string, unknown>>, stamps: readonly string[]): Name | null {
  const name = [...scope]
  for (const stamp of stamps) {
    const value = row[stamp]
    if (typeof value !== 'number') return null
    name.push(value)
  }
  return name
}

/** The text of a part; null for what was not written, or failed. */
function textOf(part: Part | null, out: Output, answer: Answer): Buffer | null {
  if (part instanceof Span) return out.slice(part)
  if (part instanceof Box) return textOf(part.part, out, answer)
  return part instanceof Unfinished && part.span !== null ? answer.slice(part.span) : null
}
