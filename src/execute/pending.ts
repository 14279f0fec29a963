/** Counts what an execution waits for. */
export class Pending {
  #count = 0
  #idle = () => {}

  /** What `work` answers, once nothing is waited for any more. */
  async settled<Value>(work: () => Value): Promise<Value> {
    const idle = new Promise<void>((resolve) => {
      this.#idle = resolve
    })
    this.begin()
    const value = work()
    this.end()
    await idle
    return value
  }

  begin(): void {
    this.#count++
  }

  end(): void {
    if (--this.#count === 0) this.#idle()
  }
}
