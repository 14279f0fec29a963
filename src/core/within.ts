export const late: unique symbol = Symbol('late')

/** What `work` comes to, or `late` where that takes more than `ms`; the work itself then goes on unwatched. */
export async function within<Value>(ms: number, work: Promise<Value>): Promise<Value | typeof late> {
  let timer: NodeJS.Timeout | undefined
  const alarm = new Promise<typeof late>((resolve) => {
    timer = setTimeout(resolve, ms, late)
  })
  try {
    return await Promise.race([work, alarm])
  } finally {
    clearTimeout(timer)
  }
}
