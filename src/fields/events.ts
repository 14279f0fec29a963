/** Events of a subscription that are answered together: what they all need is read once. */
export interface EventPage<Event = unknown> {
  readonly events: readonly Event[]
  /** How many more wait behind them; at most `limit` are counted. */
  countBehind(limit: number): Promise<number>
  /** Waits until the database answers again, and forgets what was read of it; false when it is no longer waited for. */
  recover(): Promise<boolean>
}

/** All that a subscription is told of, until it is returned from, which ends it at once. */
export type EventPages<Event = unknown> = AsyncGenerator<EventPage<Event>, void, void>

/** A generator that ends when it is returned from although it waits for something, which `stop` has to call off. */
export function stoppable<Value>(
  generator: AsyncGenerator<Value, void, void>,
  stop: () => void,
): AsyncGenerator<Value, void, void> {
  return {
    next: () => generator.next(),
    return() {
      stop()
      return generator.return()
    },
    throw(error: unknown) {
      stop()
      return generator.throw(error)
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
