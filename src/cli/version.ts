import { createRequire } from 'node:module'

const { version: stated }: { version: string } = createRequire(import.meta.url)('../../package.json')

/** The program's version, as its package says. */
export const version = stated
