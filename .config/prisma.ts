import { defineConfig } from 'prisma/config'

// Generating a client needs no schema engine; naming any program keeps Prisma from downloading one.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({})
