import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '@playwright/test'
import type { ElectronApplication, Page } from '@playwright/test'

import { launchApp } from '../support/launch.ts'
import { reopenBooks } from './support/books.ts'
import { ADMIN, completeFirstRun, typeInto } from './support/first-run.ts'
import { CLERK, DEMO_DAY, prepareOffice } from './support/office.ts'
import { expectWellMade, openPage } from './support/pages.ts'
import { signIn } from './support/seat.ts'

const NEW_PASSWORD = 'Zhaohui-2026'

/** The system's dialog answers with this path, as a person would have chosen it. */
async function answerSaveDialog(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
}

async function closeNotices(page: Page): Promise<void> {
  const notices = page.locator('.notices button[aria-label]')
  while ((await notices.count()) > 0) await notices.first().click()
}

async function pick(page: Page, name: string): Promise<void> {
  await page.locator('.grid').getByText(name, { exact: true }).first().click()
}

test('a colleague leaves: the open shift is listed first, closed by force with the account, and stands in the log', async () => {
  test.setTimeout(240_000)
  const dataDir = mkdtempSync(join(tmpdir(), 'wuye-leavers-'))
  await prepareOffice(dataDir)
  const { app, page, close } = await launchApp({ dataDir, now: DEMO_DAY })
  try {
    await signIn(page, ADMIN)
    await openPage(page, 'user')
    await pick(page, CLERK.displayName)
    await expect(page.getByRole('heading', { name: '登录记录' })).toBeVisible()
    await page.getByRole('button', { name: '停用', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText('的班，', { exact: false })).toBeVisible()
    await page.screenshot({ path: 'out/screens/leaver.png' })
    await dialog.locator('[data-field="shifts"] .el-select').click()
    await page.getByRole('option', { name: '现在强制交班，稍后补点现金' }).click()
    await typeInto(page, { reason: '已离职' })
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('强制交班 1 个', { exact: false })).toBeVisible()

    await openPage(page, 'room')
    await answerSaveDialog(app, join(dataDir, 'rooms.xlsx'))
    await page.keyboard.press('Control+E')
    await page.getByRole('dialog').getByRole('button', { name: '选择保存位置' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await openPage(page, 'exports')
    await expect(page.getByText('姓名完整，电话遮盖').first()).toBeVisible()
    await expect(page.locator('.grid').getByText('rooms.xlsx')).toBeVisible()
    await closeNotices(page)
    await page.screenshot({ path: 'out/screens/exports.png' })

    await openPage(page, 'pc')
    await expectWellMade(page, 'pc')
    const file = join(dataDir, 'diagnostics.json')
    await answerSaveDialog(app, file)
    await page.getByRole('button', { name: '生成诊断文件' }).click()
    await expect(page.getByText('诊断文件已保存', { exact: false })).toBeVisible({ timeout: 20_000 })
    await closeNotices(page)
    await page.screenshot({ path: 'out/screens/pc.png' })
    const text = readFileSync(file, 'utf8')
    expect(text).toContain('"chainTail": "intact"')
    expect(text).not.toMatch(/[^\t\n\x20-\x7e]|1[3-9]\d{9}(?!\d)|limin/)
  } finally {
    await close()
  }
  const books = await reopenBooks(dataDir)
  try {
    const { users } = await books.admin.query('user.list', {})
    expect(users.find(({ username }) => username === CLERK.username)).toMatchObject({
      state: 'disabled',
      disabledReason: '已离职',
    })
    expect(books.chain()).toMatchObject({ kind: 'intact' })
  } finally {
    await books.stop()
  }
})

test('the only administrator forgot the password: the recovery code gives a new one from the sign-in page', async () => {
  test.setTimeout(180_000)
  const dataDir = mkdtempSync(join(tmpdir(), 'wuye-recover-'))
  mkdirSync(dataDir, { recursive: true })
  const { page, close } = await launchApp({ dataDir, unlock: 'phrase', now: DEMO_DAY })
  try {
    await page.locator('input[type="password"]').first().waitFor()
    const boxes = page.locator('input[type="password"]')
    await boxes.nth(0).fill('long enough phrase')
    await boxes.nth(1).fill('long enough phrase')
    await page.keyboard.press('Control+Enter')
    const groups = page.locator('.groups li')
    await groups.first().waitFor({ timeout: 30_000 })
    const code = await groups.allInnerTexts()
    const asked = Math.ceil(code.length / 2)
    await page.locator('[data-field="group"] input').fill(code[asked - 1] ?? '')
    await page.keyboard.press('Control+Enter')
    await completeFirstRun(page)
    await page.keyboard.press('Control+Shift+L')
    await page.getByRole('button', { name: '换人登录' }).click()
    await page.getByRole('button', { name: '退出并换人' }).click()

    await page.getByRole('button', { name: '管理员进不去了，用恢复码' }).press('Enter')
    // One wrong letter is always told from a wrong code; a whole wrong group is so by chance alone.
    const [first = '', ...others] = code
    await typeInto(page, { code: [`${first.startsWith('A') ? 'B' : 'A'}${first.slice(1)}`, ...others].join('-') })
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('恢复码抄写有误', { exact: false })).toBeVisible()
    await typeInto(page, { code: code.join(' ').toLowerCase() })
    await page.keyboard.press('Control+Enter')
    await expect(page.locator('[data-field="username"]')).toContainText(ADMIN.username)
    await page.screenshot({ path: 'out/screens/recover.png' })
    await typeInto(page, { password: NEW_PASSWORD, again: NEW_PASSWORD })
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('已设定新密码，请登录。')).toBeVisible()
    await signIn(page, { username: ADMIN.username, password: NEW_PASSWORD })
    await openPage(page, 'audit')
    await expect(page.getByText('用恢复码找回管理员').first()).toBeVisible()
  } finally {
    await close()
  }
})
