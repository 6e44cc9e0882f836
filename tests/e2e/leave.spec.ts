import { expect, test } from '@playwright/test'

import { launchApp } from '../support/launch.ts'
import { completeFirstRun } from './support/first-run.ts'

test('Esc on a form that was changed asks, keeps what was typed on the way back, and leaves when told to', async () => {
  const { page, close } = await launchApp({ now: '2026-11-23T08:20:00+08:00' })
  try {
    await completeFirstRun(page)
    await page.evaluate(() => {
      location.hash = '#/user'
    })
    await page.getByRole('heading', { name: '账号' }).first().waitFor()
    await page.keyboard.press('Control+N')
    const name = page.locator('[data-field="displayName"] input')
    await name.fill('李敏')
    await name.press('Escape')
    const question = page.getByText('放弃填写的内容？').last()
    await expect(question).toBeVisible()
    await page.getByRole('button', { name: '返回' }).click()
    await expect(name).toHaveValue('李敏')
    await name.press('Escape')
    await page.getByRole('button', { name: '放弃', exact: true }).click()
    await expect(name).toBeHidden()
  } finally {
    await close()
  }
})
