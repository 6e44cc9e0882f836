import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'

import { launchApp } from '../support/launch.ts'
import { openAccount, openCounter, post, typeAmount } from './support/day.ts'
import { DEMO_DAY, prepareOffice } from './support/office.ts'
import { signIn } from './support/seat.ts'

/** Whether the hand stands on an element of the page, or within it. */
function handOn(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((wanted) => document.activeElement?.closest(wanted) !== null, selector)
}

async function command(page: Page, letters: string): Promise<void> {
  await page.keyboard.press('Control+K')
  await page.locator('.palette input').waitFor()
  await page.keyboard.type(letters)
  await page.keyboard.press('Enter')
  await page.locator('.palette').waitFor({ state: 'hidden' })
}

test('without a mouse the hand is always somewhere, and F12 posts only what the clerk sees', async () => {
  test.setTimeout(240_000)
  const dataDir = mkdtempSync(join(tmpdir(), 'wuye-keyboard-'))
  const { openRooms } = await prepareOffice(dataDir)
  const [first, second] = openRooms
  if (first === undefined || second === undefined) throw new Error('the office has rooms that owe')
  const { page, close } = await launchApp({ dataDir, now: DEMO_DAY })
  try {
    await signIn(page)
    await openCounter(page)
    await openAccount(page, first.code)
    await expect.poll(() => handOn(page, '.lines')).toBe(true)
    await page.keyboard.press('F5')

    // The same room found again: the hand comes back to its lines.
    await openAccount(page, first.code)
    await expect.poll(() => handOn(page, '.lines')).toBe(true)

    // Somebody else is being looked for: the account on the screen is not paid meanwhile.
    await page.keyboard.press('F1')
    await page.keyboard.type(second.code.slice(0, -1))
    await page.getByRole('option').first().waitFor()
    await page.waitForTimeout(700)
    await page.keyboard.press('F12')
    await expect(page.locator('.problem[role="alert"]')).toContainText('查找框')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect.poll(() => handOn(page, '.lines')).toBe(true)

    // What is no amount is not booked as its first digits.
    await typeAmount(page, '900a')
    await page.keyboard.press('F12')
    await expect(page.locator('.amounts [role="alert"]')).toContainText('不是数字')
    await expect(page.locator('.posted')).toHaveCount(0)
    await page.keyboard.press('Control+A')
    await typeAmount(page, String(Math.ceil(first.openFen / 10_000) * 100))
    await post(page)
    await expect(page.locator('.posted')).toContainText(first.code)

    await command(page, 'fangwu')
    await page.waitForURL(/#\/room/)
    await expect.poll(() => handOn(page, '.data-table .grid')).toBe(true)
    await page.keyboard.press('/')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => handOn(page, '.data-table .grid')).toBe(true)

    // Ctrl+H shows one room's receipts, Esc goes back to its account, and the navigation shows all of them again.
    await page.keyboard.press('F1')
    await page.keyboard.press('Control+A')
    await openAccount(page, second.code)
    await page.keyboard.press('Control+H')
    await expect(page.getByText('这户还没有收据')).toBeVisible()
    await expect.poll(() => handOn(page, '.data-table .grid')).toBe(true)
    await page.keyboard.press('Escape')
    await page.waitForURL(/#\/counter/)
    await expect.poll(() => handOn(page, '.lines')).toBe(true)
    await command(page, 'sj')
    await page.waitForURL(/#\/receipts/)
    await expect(page.getByText('这户还没有收据')).toHaveCount(0)
  } finally {
    await close()
  }
})
