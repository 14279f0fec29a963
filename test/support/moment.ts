/** When the tests of what expires begin; none waits for another moment. */
const start = Date.parse('2030-01-01T12:00:00Z')

/** The moment so many seconds later. */
export function after(seconds: number): Date {
  return new Date(start + seconds * 1000)
}
