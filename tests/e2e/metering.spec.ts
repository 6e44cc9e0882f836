import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'

import { launchApp } from '../support/launch.ts'
import { ADMIN } from './support/first-run.ts'
import { DEMO_DAY, prepareOffice } from './support/office.ts'
import { openPage } from './support/pages.ts'
import { signIn } from './support/seat.ts'

const current = (page: Page) => page.locator('.entry-grid tr.current')

/** Types a figure into the row under the hand and goes on. */
async function read(page: Page, figure: string): Promise<void> {
  await expect(current(page).locator('input')).toBeFocused()
  await page.keyboard.type(figure)
  await page.keyboard.press('Enter')
}

test('a route is read by keyboard alone: kept on Enter, asked when the figure went down or is strange', async () => {
  test.setTimeout(240_000)
  const dataDir = mkdtempSync(join(tmpdir(), 'wuye-metering-'))
  await prepareOffice(dataDir)
  const { page, close } = await launchApp({ dataDir, now: DEMO_DAY })
  try {
    await signIn(page, ADMIN)
    await openPage(page, 'metering')
    const rows = page.locator('.entry-grid tbody tr[data-meter]')
    await expect(rows.first()).toContainText('1,020')
    const code = String(await rows.first().getAttribute('data-meter'))
    const row = page.locator(`[data-meter="${code}"]`)

    // It went down: what happened is asked, and Enter by habit says "misread".
    await read(page, '900')
    const ask = page.getByRole('dialog').filter({ hasText: '读数变小了' })
    await expect(ask.getByRole('button', { name: '抄错或录错' })).toBeFocused()
    await page.keyboard.press('Enter')
    await ask.waitFor({ state: 'hidden' })

    // Far more than before: confirmed by somebody who looked, not by Enter alone.
    await page.keyboard.press('Control+A')
    await read(page, '1400')
    const confirm = page.getByRole('dialog').filter({ hasText: '请确认' })
    await expect(confirm).toContainText('380')
    await expect(confirm.getByRole('button', { name: '返回' })).toBeFocused()
    await page.keyboard.press('Enter')
    await confirm.waitFor({ state: 'hidden' })
    await expect(row).not.toContainText('已复核')
    await expect(current(page).locator('input')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(confirm.getByRole('button', { name: '返回' })).toBeFocused()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect(row).toContainText('已复核')
    await expect(row).toContainText('380')
    await expect(current(page)).not.toHaveAttribute('data-meter', code)

    // The estimate by F2 stands on the reading; F8 goes on to what is not read.
    await page.keyboard.press('F2')
    await expect(current(page).locator('input')).toHaveValue('1,130')
    await page.keyboard.press('F8')
    await expect(page.locator('.entry-grid')).toContainText('1,130')

    await openPage(page, 'meters')
    await page.keyboard.press('/')
    await page.keyboard.type(code)
    await page.waitForTimeout(400)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page.locator('.meter-panel')).toContainText('1,400')
  } finally {
    await close()
  }
})
