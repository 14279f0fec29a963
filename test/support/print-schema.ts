import { writeFile } from 'node:fs/promises'
import { printOwnSchema } from '../../src/graphql/schema.ts'

await writeFile('src/graphql/schema.graphql', await printOwnSchema())
