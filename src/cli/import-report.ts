import type { ImportCounts, ImportOptions } from '../transfer/import.ts'

const redrawEveryMs = 100

/** Tells of an import while it runs: each refused record, and on a terminal how far it is. */
export interface ImportReport extends Pick<ImportOptions, 'onProgress' | 'onRefused'> {
  end(): void
}

export function createImportReport(out: NodeJS.WriteStream): ImportReport {
  let drawnAt = 0
  const clear = () => {
    if (out.isTTY && drawnAt > 0) out.write('\r\x1b[K')
  }
  return {
    onProgress(counts) {
      if (!out.isTTY || Date.now() - drawnAt < redrawEveryMs) return
      drawnAt = Date.now()
      out.write(`\r\x1b[K${progress(counts)}`)
    },
    onRefused({ input, line, id, reason }) {
      clear()
      out.write(`${input}:${line}: ${reason}${id === null ? '' : ` (id ${id})`}\n`)
    },
    end: clear,
  }
}

function progress({ created, updated, unchanged, refused }: ImportCounts): string {
  return `${created + updated + unchanged + refused} records, ${refused} refused`
}
