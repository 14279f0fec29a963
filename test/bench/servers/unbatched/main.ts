import { resolve } from 'node:path'

/** The gateway as it is built, but that look-ups of different requests go to the database one by one: no setting says so. */
const { startApp }: typeof import('../../../../src/app.ts') = await import(resolve('dist/app.js'))
const { readSettings }: typeof import('../../../../src/settings.ts') = await import(resolve('dist/settings.js'))
const { createLog }: typeof import('../../../../src/log.ts') = await import(resolve('dist/log.js'))

const settings = readSettings()
const app = await startApp(settings, { log: createLog(settings.logLevel), gathers: false })
process.once('SIGTERM', () => void app.close())
