import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'

import { launchApp } from '../support/launch.ts'
import { ADMIN, typeInto } from './support/first-run.ts'
import { CLERK, DEMO_DAY, prepareOffice } from './support/office.ts'
import { expectWellMade, openPage } from './support/pages.ts'
import { makeBackup, signOut } from './support/restore.ts'
import { signIn } from './support/seat.ts'

const row = (page: Page, id: string) => page.getByTestId(`safety-${id}`)

test('the safety page names what is to be mended, leads there by key, and turns when it is mended', async () => {
  test.setTimeout(180_000)
  const dataDir = mkdtempSync(join(tmpdir(), 'wuye-safety-'))
  const stick = mkdtempSync(join(tmpdir(), 'wuye-stick-'))
  await prepareOffice(dataDir)
  const { app, page, close } = await launchApp({ dataDir, now: DEMO_DAY })
  try {
    await signIn(page, ADMIN)
    await signOut(page)
    for (let n = 0; n < 5; n += 1) {
      await typeInto(page, { username: CLERK.username, password: `falsch-${n}` })
      await page.keyboard.press('Control+Enter')
      await expect(page.getByText(n < 4 ? '密码' : '锁', { exact: false }).first()).toBeVisible()
      await page.waitForTimeout(400)
    }
    await signIn(page, ADMIN)
    await openPage(page, 'safety')
    await expect(row(page, 'unlock')).toHaveAttribute('data-level', 'look')
    await expect(row(page, 'update')).toBeVisible()
    await expect(row(page, 'sign_in')).toHaveAttribute('data-level', 'act')
    await expect(row(page, 'sign_in')).toContainText(CLERK.displayName)
    await expect(row(page, 'backup')).toHaveAttribute('data-level', 'act')
    await expect(page.getByTestId('safety-summary')).toContainText('马上处理')
    await page.screenshot({ path: 'out/screens/safety.png' })
    await expectWellMade(page, 'safety')

    await row(page, 'backup').getByRole('button').focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: '备份', exact: true })).toBeVisible()
    await makeBackup(app, page, stick)
    await openPage(page, 'safety')
    await expect(row(page, 'backup')).toHaveAttribute('data-level', 'fine')
    await expect(row(page, 'drill')).toContainText('都试着恢复并核对')

    await page.getByRole('button', { name: '个人菜单' }).click()
    await page.getByRole('menuitem', { name: 'English' }).click()
    await expect(page.getByRole('heading', { name: 'Safety' })).toBeVisible()
    await expectWellMade(page, 'safety in English')
  } finally {
    await close()
    for (const folder of [dataDir, stick]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})
