import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { namedTypes } from '../../src/rest/named-types.ts'
import { dtosOf, operations } from '../../src/rest/operations.ts'
import { formats } from '../../src/rest/read-request.ts'
import { sampleObject } from '../../src/rest/sample.ts'
import { sqliteDatabase } from '../support/databases.ts'
import { type Gateway, startGateway } from '../support/gateway.ts'

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
if (!executablePath) process.stderr.write('/metadata is not rendered: there is no Chromium on this machine.\n')

let gateway: Gateway
let response: Response
let markup: string
let stop: () => Promise<void>

beforeAll(async () => {
  const database = await sqliteDatabase()
  gateway = await startGateway(database)
  stop = async () => {
    await gateway.app.close()
    await database.drop()
  }
  response = await fetch(`${gateway.app.url}/metadata`)
  markup = await response.text()
})

afterAll(() => stop())

const types = namedTypes(operations.flatMap(dtosOf))
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

test('is a page that everybody may read, without scripts and without anything from elsewhere', async () => {
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(response.headers.get('content-security-policy')).not.toMatch(/script|unsafe|http/)
  expect(markup).not.toMatch(/<script|\son\w+=|\ssrc=|<link|javascript:|url\(|@import/i)
  expect([...markup.matchAll(/href="([^"]*)"/g)].filter(([, to]) => !to?.startsWith('#')).map(([, to]) => to)).toEqual([
    '/openapi.json',
  ])
  const head = await fetch(`${gateway.app.url}/metadata`, { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
})

test.each(operations)('tells the route and the fields of $name', ({ name, method, template, request }) => {
  const section = markup.split(`<section id="${name}"`)[1]?.split('</section>')[0] ?? ''
  expect(section).toContain(`<span class="method">${method}</span> ${template}</code>`)
  for (const { key } of request.members) expect(section).toContain(`<dt><code>${key}</code>`)
})

test('tells every type with its members, each with what it means', () => {
  for (const [name, type] of types) {
    const section = markup.split(`<section id="${name}"`)[1]?.split('</section>')[0] ?? ''
    const names = type.kind === 'enum' ? type.values : type.members.map(({ key }) => key)
    for (const each of names) expect(section, name).toContain(`<code>${each}</code>`)
  }
  expect(markup).not.toContain('<dd></dd>')
})

test.each(operations)('shows samples of $name as the writers write them', ({ method, request, response }) => {
  for (const format of [formats.xml, formats.jsv, formats.csv]) {
    if (response) expect(markup).toContain(escaped(format.write(response, sampleObject(response))))
    if (method === 'GET' || method === 'DELETE' || request.members.length === 0) continue
    expect(markup).toContain(escaped(format.write(request, sampleObject(request))))
  }
})

test('every link leads to a place of the page, and no place is there twice', () => {
  const ids = [...markup.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const [, to] of markup.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(to)
})

describe.skipIf(!executablePath)('in a browser without scripts', () => {
  let browser: Browser
  const requests: string[] = []

  beforeAll(async () => {
    browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
    })
  })

  afterAll(() => browser?.close())

  async function open(width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
    const viewport = { width, height: 900 }
    const page = await browser.newPage({ viewport, colorScheme, javaScriptEnabled: false })
    page.on('request', (request) => requests.push(request.url()))
    await page.goto(`${gateway.app.url}/metadata`)
    return page
  }

  /** What a reader of either scheme sees: the figures that WCAG's contrast is made of. */
  const colours = (page: Page) =>
    page.locator('body').evaluate((body) => {
      const { color, backgroundColor } = getComputedStyle(body)
      return [color, backgroundColor].map((each) => (each.match(/\d+/g) ?? []).map(Number))
    })

  test.each([
    [360, 'dark'],
    [1200, 'light'],
  ] as const)('is readable at a width of %i, %s', async (width, scheme) => {
    const page = await open(width, scheme)
    await page.getByRole('heading', { name: 'Operations of the customer gateway' }).waitFor()
    expect(await page.locator('html').evaluate((root) => root.scrollWidth)).toBeLessThanOrEqual(width)
    const [ink = [], paper = []] = await colours(page)
    expect(contrast(ink, paper)).toBeGreaterThan(7)
    expect(luminance(paper) < 0.1).toBe(scheme === 'dark')
    await page.close()
  })

  test('a sample opens, and a link leads to its type', async () => {
    const page = await open(800, 'light')
    const section = page.locator('#GetCustomer')
    const sample = section.locator('details', { hasText: 'XML' }).first()
    await sample.locator('summary').click()
    expect(await sample.locator('pre').last().isVisible()).toBe(true)
    await section.getByRole('link', { name: 'CustomerInfo' }).click()
    expect(page.url()).toMatch(/#CustomerInfo$/)
    await page.close()
  })

  test('asks for nothing but itself', () => {
    expect(requests.filter((url) => !/\/(metadata(#\w+)?|favicon\.ico)$/.test(url))).toEqual([])
  })
})

/** Of a colour as red, green, blue up to 255. @see WCAG 2.2, relative luminance */
function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: readonly number[], other: readonly number[]): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((first, second) => first - second)
  return (light + 0.05) / (dark + 0.05)
}
