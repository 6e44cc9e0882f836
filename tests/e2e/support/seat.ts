import type { Page } from '@playwright/test'

import { CLERK } from './office.ts'

/** Signs a person in by keyboard. */
export async function signIn(
  page: Page,
  who: { readonly username: string; readonly password: string } = CLERK,
): Promise<void> {
  await page.locator('[data-field="username"] input').focus()
  // The name of whoever was here last stands in it.
  await page.keyboard.press('Control+A')
  await page.keyboard.type(who.username)
  await page.locator('[data-field="password"] input').focus()
  await page.keyboard.type(who.password)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').waitFor()
}

/** Finds by the one search box and opens what it found. Enter waits for the answer; a single hit may open before it. */
export async function searchFor(page: Page, text: string): Promise<void> {
  await page.keyboard.press('F1')
  await page.keyboard.press('Control+A')
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}
