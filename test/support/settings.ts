import { readSettings, type Settings } from '../../src/settings.ts'

export const testSecret = 'a secret of tests, longer than 32 bytes'

/** Settings for an app in a test: any free port, no sample data, no log; `environment` adds and overrides. */
export function testSettings(environment: Readonly<Record<string, string>>): Settings {
  return readSettings({
    NODE_ENV: 'test',
    PORT: '0',
    JWT_SECRET: testSecret,
    LOG_LEVEL: 'silent',
    MIGRATE: 'true',
    SAMPLE_DATA: 'false',
    ...environment,
  })
}
