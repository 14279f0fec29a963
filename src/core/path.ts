/**
 * The place of a node in a tree: the keys from the root down to itself, eight hexadecimal digits each. Everything
 * below a node is a range of paths, and its ancestors can be read off its own.
 */
export const pathWidth = 8
/** Levels of a tree, the root being the first. */
export const maxLevels = 32

/** The path of the node `key` below `parentPath`; a root's parent path is empty. */
export function childPath(parentPath: string, key: number): string {
  return parentPath + key.toString(16).padStart(pathWidth, '0')
}

/** The paths of a node's ancestors, root first. */
export function ancestorPaths(path: string): string[] {
  return Array.from({ length: levelOf(path) - 1 }, (_, level) => path.slice(0, (level + 1) * pathWidth))
}

/** The path of a node's parent; a root's is empty. */
export function parentPath(path: string): string {
  return path.slice(0, -pathWidth)
}

/** 1 for a root. */
export function levelOf(path: string): number {
  return path.length / pathWidth
}
