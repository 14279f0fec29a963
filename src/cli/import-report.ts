import type { ImportCounts, ImportOptions } from '../transfer/import.ts'
import { createProgress } from './progress.ts'

/** Tells of an import while it runs: each refused record, and on a terminal how far it is. */
export interface ImportReport extends Pick<ImportOptions, 'onProgress' | 'onRefused'> {
  end(): void
}

export function createImportReport(out: NodeJS.WriteStream): ImportReport {
  const progress = createProgress(out)
  return {
    onProgress: (counts) => progress.draw(toText(counts)),
    onRefused({ input, line, id, reason }) {
      progress.clear()
      out.write(`${input}:${line}: ${reason}${id === null ? '' : ` (id ${id})`}\n`)
    },
    end: progress.clear,
  }
}

function toText({ created, updated, unchanged, refused }: ImportCounts): string {
  return `${created + updated + unchanged + refused} records, ${refused} refused`
}
