import { type GraphQLError, locatedError } from 'graphql'
import { keysOf, type Path, type Position } from './parts.ts'

/** An error on its way to the nearest value that may be null. */
export class Failed {
  readonly error: GraphQLError
  /** Which came first: of several on the way to one place, that alone is told. */
  readonly order: number

  constructor(error: GraphQLError, order: number) {
    this.error = error
    this.order = order
  }
}

/**
 * The errors of one execution.
 * @see GraphQL, October 2021, 6.4.4 (Handling Field Errors)
 */
export class Faults {
  readonly #told: { readonly failed: Failed; readonly path: Path }[] = []
  #count = 0

  /** How many there were so far, wherever they went. */
  get count(): number {
    return this.#count
  }

  /** The error of a place; itself where it comes from below. */
  of(error: unknown, { field, path }: Position): Failed {
    if (error instanceof Failed) return error
    return new Failed(locatedError(error, field?.nodes, keysOf(path)), this.#count++)
  }

  /** Tells an error where its place may be null, which it then is; else throws it on to the place above. */
  fail(error: unknown, position: Position): void {
    const failed = this.of(error, position)
    if (position.nonNull) throw failed
    this.tell(failed, position.path)
  }

  /** Tells an error at the place that it made null. */
  tell(failed: Failed, path: Path): void {
    this.#told.push({ failed, path })
  }

  /** What was told, in the order in which it came, without what happened in places that were taken away before. */
  all(): GraphQLError[] {
    const nulled = new Set<Path>()
    const isGone = (path: Path): boolean => nulled.has(path) || (path !== undefined && isGone(path.prev))
    return this.#told
      .sort((one, other) => one.failed.order - other.failed.order)
      .filter(({ path }) => {
        if (isGone(path)) return false
        nulled.add(path)
        return true
      })
      .map(({ failed }) => failed.error)
  }
}
