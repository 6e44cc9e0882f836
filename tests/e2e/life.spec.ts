import { expect, test } from '@playwright/test'
import type { ElectronApplication } from '@playwright/test'

import { launchApp } from '../support/launch.ts'
import { ADMIN, completeFirstRun } from './support/first-run.ts'
import { DEMO_DAY } from './support/office.ts'
import { openPage } from './support/pages.ts'

const visible = (app: ElectronApplication): Promise<boolean> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false)

test('with the tray chosen the cross hides the window; a lock of the system locks the page; a wake-up leaves it locked', async () => {
  const { app, page, close } = await launchApp({ now: DEMO_DAY })
  try {
    await completeFirstRun(page)
    await openPage(page, 'pc')
    await page.locator('[data-field="closing"] .el-select').click()
    await page.getByRole('option', { name: '收到托盘，继续运行' }).click()
    await expect(page.getByText('已保存，立即生效。')).toBeVisible()
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    expect(await visible(app)).toBe(false)
    await app.evaluate(({ app: program }) => program.emit('second-instance'))
    expect(await visible(app)).toBe(true)

    await app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'))
    await page.getByText('已锁屏').waitFor()
    await app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
    await page.waitForTimeout(500)
    await expect(page.getByText('已锁屏')).toBeVisible()
    await page.locator('input[type="password"]').fill(ADMIN.password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '本机与诊断' }).waitFor()

    await page.locator('[data-field="closing"] .el-select').click()
    await page.getByRole('option', { name: '退出程序' }).click()
    const ended = app.waitForEvent('close')
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    await ended
  } finally {
    await close().catch(() => undefined)
  }
})
