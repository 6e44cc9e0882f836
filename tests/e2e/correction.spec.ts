import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '@playwright/test'

import { launchApp } from '../support/launch.ts'
import { ADMIN } from './support/first-run.ts'
import { DEMO_DAY, prepareOffice } from './support/office.ts'
import { expectWellMade, openPage } from './support/pages.ts'
import { signIn } from './support/seat.ts'

const SHOTS = 'out/screens/correction'

test('a price that reaches into issued months shows what becomes of their bills, and is saved with them', async () => {
  test.setTimeout(300_000)
  const dataDir = mkdtempSync(join(tmpdir(), 'wuye-correction-'))
  await prepareOffice(dataDir)
  const { page, close } = await launchApp({ dataDir, now: DEMO_DAY })
  try {
    await signIn(page, ADMIN)
    await openPage(page, 'standard')
    await page.locator('[role="row"], tbody tr').filter({ hasText: '物业费' }).first().click()
    await page.keyboard.press('F2')
    const form = page.getByRole('dialog').filter({ hasText: '新价' }).or(page.getByRole('dialog')).first()
    await form.locator('[data-field="priceE6"] input, [data-field="price.priceE6"] input').first().fill('2')
    await form.locator('[data-field="fromOn"] input').first().fill('2026-11-01')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('button', { name: '看要更正哪些账' }).click()
    const dialog = page.getByRole('dialog').filter({ hasText: '已出的账要一起更正' })
    await expect(dialog).toContainText('应收变化', { timeout: 60_000 })
    await page.waitForTimeout(500)
    await page.screenshot({ path: `${SHOTS}/preview.png` })
    await expectWellMade(page, 'correction')
    await dialog.locator('[data-field="reason"] input').fill('调价批文补录')
    await page.keyboard.press('Control+Enter')
    await page.getByText(/已保存。作废 \d+ 笔/).waitFor()
    await page.screenshot({ path: `${SHOTS}/saved.png` })
  } finally {
    await close()
  }
})
