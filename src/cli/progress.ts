const redrawEveryMs = 100

/** One line that tells how far something is; on a terminal only. */
export interface Progress {
  draw(text: string): void
  /** Makes room for another line, or for the end. */
  clear(): void
}

export function createProgress(out: NodeJS.WriteStream): Progress {
  let drawnAt = 0
  return {
    draw(text) {
      if (!out.isTTY || Date.now() - drawnAt < redrawEveryMs) return
      drawnAt = Date.now()
      out.write(`\r\x1b[K${text}`)
    },
    clear() {
      if (out.isTTY && drawnAt > 0) out.write('\r\x1b[K')
    },
  }
}
