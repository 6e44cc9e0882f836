import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'

import { searchFor } from './seat.ts'

/** What a day at the counter does, by keyboard, and what stands on the screen after each act. */
export interface Posted {
  readonly receiptNo: string
}

export async function openCounter(page: Page): Promise<void> {
  await page.evaluate(() => {
    location.hash = '#/counter'
  })
  await page.getByText('查找', { exact: false }).first().waitFor()
}

export async function openAccount(page: Page, code: string): Promise<void> {
  await searchFor(page, code)
  await page.getByRole('region', { name: '本次应收' }).waitFor()
}

/** Types an amount over the lines, as the clerk's hand does on the keypad. */
export async function typeAmount(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text)
}

/** F12 rests half a second after an account came; the clerk looks at the sum meanwhile. */
export async function post(page: Page): Promise<Posted> {
  await page.waitForTimeout(700)
  await page.keyboard.press('F12')
  const posted = page.locator('.posted')
  await posted.waitFor()
  const receiptNo = /SJ-A-\d{4}-\d{6,}/.exec(await posted.innerText())?.[0] ?? ''
  expect(receiptNo).not.toBe('')
  return { receiptNo }
}

export async function voidLast(page: Page, reason: string): Promise<void> {
  await page.keyboard.press('Control+Shift+Z')
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await dialog.locator('[data-field="reason"] input').focus()
  await page.keyboard.type(reason)
  const paper = dialog.locator('[data-field="paperTakenBack"] input')
  if ((await paper.count()) > 0) {
    await paper.focus()
    await page.keyboard.press('Space')
  }
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'hidden' })
}
