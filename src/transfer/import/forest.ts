import { childPath, levelOf, maxLevels, pathWidth } from '../../core/path.ts'

interface Node {
  path: string
  /** Where it was when the batch began; null for a new one. */
  readonly storedPath: string | null
  /** How many levels lie below it in the database, as far as no other node of the forest is nearer to them. */
  depth: number
  moved: boolean
}

/** A node that moved, with all that lay below it: the paths before and after. */
export interface Move {
  readonly from: string
  readonly to: string
}

/** Why a node cannot lie where it should. */
export type Misfit = 'Cycle' | 'TooDeep'

/**
 * The places of the nodes that a batch has to do with, as they are after each of its records: the nodes themselves, their
 * parents, and beneath those that move, how deep it goes.
 */
export class Forest {
  readonly #nodes = new Map<string, Node>()

  /** Adds a node of the database. */
  addStored(id: string, path: string): void {
    this.#nodes.set(id, { path, storedPath: path, depth: 0, moved: false })
  }

  /** Tells how many levels lie below a stored node and no other one that will move. */
  setDepth(id: string, depth: number): void {
    const node = this.#nodes.get(id)
    if (node) node.depth = depth
  }

  has(id: string): boolean {
    return this.#nodes.has(id)
  }

  /** Why `id`, new or with all below it, cannot lie below `parentId`, which is in the forest; null where it can. */
  findMisfit(id: string, parentId: string): Misfit | null {
    const parentPath = this.#pathOf(parentId)
    const path = this.#nodes.get(id)?.path
    if (id === parentId || (path !== undefined && parentPath.startsWith(path))) return 'Cycle'
    const levels = path === undefined ? 1 : this.#levelsFrom(path)
    return levelOf(parentPath) + levels > maxLevels ? 'TooDeep' : null
  }

  /** Adds a new node. */
  add(id: string, parentId: string | null, key: number): void {
    this.#nodes.set(id, { path: childPath(this.#pathOf(parentId), key), storedPath: null, depth: 0, moved: false })
  }

  /** Moves a node with all below it. */
  move(id: string, parentId: string | null): void {
    const node = this.#nodes.get(id)
    if (!node) return
    const from = node.path
    const to = this.#pathOf(parentId) + from.slice(-pathWidth)
    for (const each of this.#below(from)) each.path = to + each.path.slice(from.length)
    node.moved = true
  }

  /** Where a node lies, and where it was when the batch began, if that is elsewhere. */
  placeOf(id: string): { readonly path: string; readonly pathBefore: string | null } {
    const { path, storedPath } = this.#nodes.get(id) ?? { path: '', storedPath: null }
    return { path, pathBefore: storedPath === path ? null : storedPath }
  }

  /** The place of a node; the empty one, above all roots, for null. */
  #pathOf(id: string | null): string {
    return (id === null ? null : this.#nodes.get(id)?.path) ?? ''
  }

  /** The new nodes, each with its key and path. */
  newNodes(): { id: string; key: number; path: string }[] {
    return [...this.#nodes].flatMap(([id, { path, storedPath }]) =>
      storedPath === null ? [{ id, key: keyOf(path), path }] : [],
    )
  }

  /**
   * The stored nodes that moved, each to where it is in the end. What lay below several of them follows the nearest:
   * between it and that one nothing moved.
   */
  moves(): Move[] {
    return [...this.#nodes.values()].flatMap(({ moved, storedPath, path }) =>
      moved && storedPath !== null && storedPath !== path ? [{ from: storedPath, to: path }] : [],
    )
  }

  #levelsFrom(path: string): number {
    return Math.max(...this.#below(path).map((node) => levelOf(node.path) + node.depth)) - levelOf(path) + 1
  }

  #below(path: string): Node[] {
    return [...this.#nodes.values()].filter((node) => node.path.startsWith(path))
  }
}

function keyOf(path: string): number {
  return Number.parseInt(path.slice(-pathWidth), 16)
}
