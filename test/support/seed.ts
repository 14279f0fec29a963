import fc from 'fast-check'

/**
 * With `TEST_SEED` property tests try the same cases each time, so that CI tells the same of the same commit; without it
 * they look elsewhere in every run.
 */
const { TEST_SEED: seed } = process.env
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) })
