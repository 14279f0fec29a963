import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayAfter, dayOf } from '../../src/schedule/files/local-day.ts'
import { drawSchedule } from '../../src/schedule/files/picture.ts'
import { interval } from '../support/intervals.ts'

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
if (!executablePath) process.stderr.write('Schedules are not rendered: there is no Chromium on this machine.\n')

const days = Array.from({ length: 7 }, (_, index) =>
  dayOf('Europe/Berlin', dayAfter({ year: 2026, month: 10, day: 23 }, index)),
)
const names = ['Business Hours', 'After Hours', 'WWWWWW MMMMMM', '営業時間外のサポート', 'Lunch', 'الإجازات', '']
const begin = days.at(0)?.from.getTime() ?? 0
/** Stretches of all lengths from a minute to some ten hours. */
const stretches = Array.from({ length: 60 }, (_, index) => {
  const at = (step: number) => new Date(begin + step * step * 2.9 * 60_000).toISOString()
  return interval(at(index), at(index + 1), names[index % names.length] ?? '', 'Rule')
})

describe.skipIf(!executablePath)('a picture in a browser', () => {
  let browser: Browser
  let page: Page
  const problems: string[] = []

  beforeAll(async () => {
    browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: ['--no-sandbox', '--disable-gpu'],
    })
    page = await browser.newPage({ viewport: { width: 1200, height: 800 } })
    page.on('console', (message) => problems.push(message.text()))
    page.on('pageerror', (error) => problems.push(error.message))
    const headers = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" }
    const body = drawSchedule({ title: 'Acme '.repeat(50), timeZoneId: 'Europe/Berlin', days, stretches })
    await page.route('**/*', (route) => route.fulfill({ contentType: 'image/svg+xml', headers, body }))
    await page.goto('http://gateway.example/schedule.svg')
  })
  afterAll(() => browser?.close())

  test('is drawn as it is under the policy of all answers', async () => {
    expect(problems).toEqual([])
    const fill = await page
      .locator('svg svg rect')
      .first()
      .evaluate((bar) => globalThis.getComputedStyle(bar).fill)
    expect(fill).toBe('rgb(25, 119, 74)')
  })

  test('has its name and its words for those who do not see it', async () => {
    const name = /^Schedule of Acme.* Sunday 25 October 2026, 25 hours, clocks go from 03:00 to 02:00: /
    expect(await page.getByRole('img', { name }).count()).toBe(1)
  })

  test('keeps every text inside of what it belongs to', async () => {
    const outside = await page.evaluate(() =>
      Array.from(globalThis.document.querySelectorAll('text'), (text) => {
        const place = (text.parentElement?.closest('svg') ?? text).getBoundingClientRect()
        return { text: text.textContent, over: Math.round(text.getBoundingClientRect().right - place.right) }
      }).filter(({ over }) => over > 0),
    )
    expect(outside).toEqual([])
  })
})
