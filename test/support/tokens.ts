/** Of the minute that a token of the tests holds. */
const reusedForMs = 20_000

/** The tokens that `sign` makes, each of which is used for a while, as programs use theirs: tests ask thousands of times. */
export function reusing<Holder>(sign: (holder: Holder) => Promise<string>): (holder: Holder) => Promise<string> {
  const known = new Map<string, { readonly token: Promise<string>; readonly since: number }>()
  return (holder) => {
    const name = JSON.stringify(holder)
    const found = known.get(name)
    // Some tests set the clock, forth and back.
    if (found !== undefined && Math.abs(Date.now() - found.since) < reusedForMs) return found.token
    const token = sign(holder)
    known.set(name, { token, since: Date.now() })
    return token
  }
}
