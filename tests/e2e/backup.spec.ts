import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '@playwright/test'

import { killWholeApp } from '../support/kill.ts'
import { launchApp } from '../support/launch.ts'
import { ADMIN, PROJECT } from './support/first-run.ts'
import { DEMO_DAY, prepareOffice } from './support/office.ts'
import type { PreparedOffice } from './support/office.ts'
import {
  answerFolder,
  goTo,
  lookByPassword,
  makeBackup,
  renameProject,
  runByCommand,
  signOut,
} from './support/restore.ts'
import { signIn } from './support/seat.ts'

let dataDir: string
let stick: string
let office: PreparedOffice
test.beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'wuye-backup-'))
  stick = mkdtempSync(join(tmpdir(), 'wuye-stick-'))
  office = await prepareOffice(dataDir)
})
test.afterEach(() => {
  for (const folder of [dataDir, stick]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

const setsOn = (folder: string): string[] => readdirSync(folder).filter((name) => name.startsWith('wuye-'))

test('a backup by the button, something changed, restored from the sign-in page: the state of the backup is back', async () => {
  test.setTimeout(180_000)
  const { app, page, close } = await launchApp({ dataDir, now: DEMO_DAY })
  try {
    await signIn(page, ADMIN)
    await expect(page.getByRole('contentinfo')).toContainText('没有选备份位置')
    await makeBackup(app, page, stick)
    const [setName = ''] = setsOn(stick)
    await expect(page.getByRole('region', { name: '上次还原核对' })).toContainText(setName)
    await expect(page.getByRole('region', { name: '现有的备份' })).toContainText(setName)
    await expect(page.locator('.notice')).toHaveCount(0, { timeout: 15_000 })
    await page.screenshot({ path: 'out/screens/backup.png' })

    await page.getByRole('button', { name: '演练恢复' }).first().click()
    await page.getByRole('dialog').locator('[data-field="password"] input').fill(ADMIN.password)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog')).toContainText('这份备份完整，可以恢复。', { timeout: 30_000 })
    await page.screenshot({ path: 'out/screens/backup-try.png' })
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    await renameProject(page, '改错了名字')
    await signOut(page)
    await expect(page.locator('.project')).toHaveText('改错了名字')
    await page.getByRole('button', { name: '从备份恢复' }).click()
    await lookByPassword(page)
    await expect(page.getByText(/备份之后的 \d+ 条操作会丢失/)).toBeVisible()
    await page.screenshot({ path: 'out/screens/restore.png' })
    await page.getByRole('button', { name: '恢复，换掉现在的数据' }).click()
    await expect(page.locator('.project')).toHaveText(PROJECT.name, { timeout: 60_000 })
    await signIn(page, ADMIN)
    await expect(page.getByRole('banner')).toContainText(PROJECT.name)
    await expect(page.getByRole('contentinfo')).toContainText('备份已还原核对')
    expect(readdirSync(join(dataDir, 'before-restore'))).toHaveLength(1)
  } finally {
    await close()
  }
})

test('a damaged database is mended from the page that says so, by the code', async () => {
  test.setTimeout(180_000)
  const first = await launchApp({ dataDir, now: DEMO_DAY })
  await signIn(first.page, ADMIN)
  await makeBackup(first.app, first.page, stick)
  await first.close()
  truncateSync(join(dataDir, 'wuye.db'), 9_000)

  const { app, page, close } = await launchApp({ dataDir, now: DEMO_DAY })
  try {
    await answerFolder(app, stick)
    await page.getByRole('button', { name: '从备份恢复' }).click()
    await page.getByRole('button', { name: '选择文件夹…' }).click()
    await page.locator('[data-field="code"] input').fill(office.recoveryCode)
    await page.keyboard.press('Control+Enter')
    await page.getByText('这份备份完整，可以恢复。').waitFor({ timeout: 30_000 })
    await expect(page.getByText('现在的数据打不开，说不出会丢失什么')).toBeVisible()
    await page.getByRole('button', { name: '恢复到这台电脑' }).click()
    await signIn(page, ADMIN)
    await expect(page.getByRole('banner')).toContainText(PROJECT.name)
  } finally {
    await close()
  }
})

test('the command line says what a restore would bring, and restores with the code', async () => {
  test.setTimeout(180_000)
  const { app, page, close } = await launchApp({ dataDir, now: DEMO_DAY })
  await signIn(page, ADMIN)
  await makeBackup(app, page, stick)
  await renameProject(page, '改错了名字')
  await close()

  const dry = await runByCommand(dataDir, ['--restore', stick, '--dry-run'])
  expect(dry).toMatchObject({ code: 0 })
  expect(dry.output).toContain('完整：每个文件、每一页、整条操作记录都核对无误。')
  expect(dry.output).toMatch(/备份之后的 \d+ 条操作会丢失/)
  expect(dry.output).toContain('这是演练，什么也没有改。')

  const wrong = await runByCommand(dataDir, ['--restore', stick], ['00000-00000-00000-00000-00000-00000'])
  expect(wrong.code).toBe(1)
  const cancelled = await runByCommand(dataDir, ['--restore', stick], [office.recoveryCode, 'no'])
  expect(cancelled).toMatchObject({ code: 1 })
  expect(cancelled.output).toContain('已取消，什么也没有改。')
  const done = await runByCommand(dataDir, ['--restore', stick], [office.recoveryCode, 'RESTORE'])
  expect(done).toMatchObject({ code: 0 })
  expect(done.output).toContain('已恢复。')
  expect((await runByCommand(dataDir, ['--restore', join(stick, 'gone'), '--dry-run'])).code).toBe(1)

  const again = await launchApp({ dataDir, now: DEMO_DAY })
  await expect(again.page.locator('.project')).toHaveText(PROJECT.name, { timeout: 30_000 })
  await again.close()
})

test('a kill in the middle of a backup leaves no set that is half, and the next one is whole', async () => {
  test.setTimeout(180_000)
  const { app, page } = await launchApp({ dataDir, now: DEMO_DAY })
  await signIn(page, ADMIN)
  await answerFolder(app, stick)
  await goTo(page, '/backup')
  await page.getByRole('button', { name: '选择文件夹…' }).click()
  await page.getByText(stick).first().waitFor()
  await page.getByRole('button', { name: '立即备份' }).click()
  await expect.poll(() => readdirSync(stick).length, { intervals: [5] }).toBeGreaterThan(0)
  await killWholeApp(app)
  expect(setsOn(stick)).toEqual([])

  const next = await launchApp({ dataDir, now: DEMO_DAY })
  try {
    await signIn(next.page, ADMIN)
    await goTo(next.page, '/backup')
    await expect(next.page.getByRole('region', { name: '上次还原核对' })).toContainText('备份中途程序关闭了')
    // The kill was no orderly exit: the data file has been looked at since.
    await expect(next.page.getByRole('region', { name: '数据文件' })).toContainText('完好', { timeout: 30_000 })
    await next.page.getByRole('button', { name: '立即备份' }).click()
    await expect(next.page.getByRole('contentinfo')).toContainText('备份已还原核对', { timeout: 30_000 })
    expect(readdirSync(stick)).toEqual(setsOn(stick))
    expect(setsOn(stick)).toHaveLength(1)
  } finally {
    await next.close()
  }
})

test('a new recovery code counts when it is on paper, by the old code or an administrator’s password', async () => {
  test.setTimeout(120_000)
  const { page, close } = await launchApp({ dataDir, now: DEMO_DAY })
  try {
    await signIn(page, ADMIN)
    await goTo(page, '/backup/code')
    await page.locator('[data-field="oldCode"] input').fill(office.recoveryCode)
    await page.keyboard.press('Control+Enter')
    await page.locator('.groups li').first().waitFor()
    const groups = await page.locator('.groups li').allInnerTexts()
    expect(groups.join('-')).not.toBe(office.recoveryCode)
    await page.locator('[data-field="group"] input').fill(groups[2] ?? '')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/#\/backup$/)
    await expect(page.getByText(/恢复码换于/)).toBeVisible()

    await goTo(page, '/backup/code')
    await page.locator('[data-field="oldCode"] input').fill(office.recoveryCode)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText(/恢复码不对/)).toBeVisible()
    await page.getByText('管理员密码', { exact: true }).click()
    await page.locator('[data-field="password"] input').fill(ADMIN.password)
    await page.keyboard.press('Control+Enter')
    await page.locator('.groups li').first().waitFor()
  } finally {
    await close()
  }
})
