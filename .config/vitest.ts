import { defineConfig } from 'vitest/config'

export default defineConfig({
  // What Node makes of the name; Vite would take the package's other copy, whose types the libraries do not know.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    root: '.',
    globalSetup: ['test/support/build.ts', 'test/support/postgres.ts'],
    setupFiles: ['test/support/seed.ts'],
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Files wait for databases and processes more than they compute: leave no core to the runner alone.
    maxWorkers: '100%',
    // Files share what they import, and what of it is optimised by then.
    isolate: false,
  },
})
