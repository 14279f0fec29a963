import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sqliteDatabase } from '../support/databases.ts'
import { countOpen, untilOpen } from '../support/follow.ts'
import { writeAll } from '../support/forest.ts'
import { type Gateway, startGateway } from '../support/gateway.ts'

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
if (!executablePath) process.stderr.write('GraphiQL is not tested: there is no Chromium on this machine.\n')

describe.skipIf(!executablePath)('GraphiQL in a browser', () => {
  let gateway: Gateway
  let browser: Browser
  let page: Page
  let stop: () => Promise<void>
  const elsewhere: string[] = []
  const problems: string[] = []

  beforeAll(async () => {
    const database = await sqliteDatabase()
    gateway = await startGateway(database, { GRAPHIQL: 'true', SAMPLE_DATA: 'true' })
    stop = async () => {
      await gateway.app.close()
      await database.drop()
    }
    browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
    })
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
    page.on('request', (request) => {
      const url = request.url()
      if (!url.startsWith(gateway.app.url) && !/^(data|blob):/.test(url)) elsewhere.push(url)
    })
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
    await page.goto(gateway.app.url)
  })

  afterAll(async () => {
    await browser?.close()
    await stop?.()
  })

  test('renders, signed in, with queries to start from', async () => {
    await page.getByRole('button', { name: /Execute query/ }).waitFor()
    expect(await page.getByRole('tab').count()).toBeGreaterThan(2)
  })

  test('a query shows rows', async () => {
    await page.getByRole('button', { name: /Execute query/ }).click()
    await page.locator('.result-window').getByText('totalCount').first().waitFor()
    expect(await page.locator('.result-window').textContent()).toContain('"name"')
  })

  test('the docs show Customer', async () => {
    await page.getByRole('button', { name: /Show Documentation Explorer/ }).click()
    await page.getByRole('link', { name: 'Query', exact: true }).click()
    await page.getByRole('link', { name: 'Customer', exact: true }).first().click()
    await page.getByText('A company, or a part of one').first().waitFor()
  })

  test('a subscription shows changes as they come', async () => {
    await page.getByRole('tab', { name: 'Changes' }).click()
    // The page takes a moment to know the operation of another tab, and runs none till then.
    const execute = page.getByRole('button', { name: /Execute query/ })
    const run = async () => {
      if (await execute.isVisible()) await execute.click()
      return countOpen(gateway.app.url)
    }
    await expect.poll(run, { timeout: 20_000, interval: 1000 }).toBe(1)
    await writeAll(gateway, 'newAccount', [{ name: 'Nordic' }]).then(([accountId]) =>
      writeAll(gateway, 'newCustomer', [{ accountId, name: 'Just made' }]),
    )
    await page.locator('.result-window').getByText('Just made').first().waitFor()
    await page.getByRole('button', { name: /Stop query/ }).click()
    await untilOpen(gateway.app.url, 0)
  })

  test('no request leaves the machine, and nothing goes wrong on the page', () => {
    expect(elsewhere).toEqual([])
    expect(problems).toEqual([])
  })
})
