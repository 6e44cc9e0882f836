import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { ElectronApplication } from '@playwright/test'

import { launchApp } from '../support/launch.ts'
import type { LaunchedApp } from '../support/launch.ts'
import { completeFirstRun } from './support/first-run.ts'

const SAMPLE = join(import.meta.dirname, '../../resources/samples/房屋业主资料样表.xlsx')
const SHOTS = process.env['IMPORT_SHOTS']

let launched: LaunchedApp
let folder: string
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wuye-e2e-import-'))
  launched = await launchApp({ now: '2026-11-23T08:20:00+08:00' })
})
test.afterAll(async () => {
  await launched.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The system's dialogs answer what a person would have chosen. */
async function answerDialogs(
  app: ElectronApplication,
  paths: { readonly open: string; readonly save: string },
): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen.open] })
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen.save })
  }, paths)
}

async function shot(name: string): Promise<void> {
  if (SHOTS !== undefined) await launched.page.screenshot({ path: join(SHOTS, `import-${name}.png`) })
}

test('a sheet is chosen, its wrong cells mended by keyboard, imported, and taken back', async () => {
  test.setTimeout(240_000)
  const { app, page } = launched
  page.on('console', (message) => {
    if (message.type() === 'error') console.log(message.text())
  })
  await completeFirstRun(page)
  await answerDialogs(app, { open: SAMPLE, save: join(folder, '错误行.xlsx') })
  await page.getByRole('navigation').getByRole('link', { name: '导入房屋' }).click()
  await page.getByRole('heading', { name: '导入房屋与业主' }).waitFor()
  await shot('choose')
  await page.getByRole('button', { name: '下载模板' }).click()
  await page.getByText('模板已存为 错误行.xlsx。').waitFor()
  expect(existsSync(join(folder, '错误行.xlsx'))).toBe(true)
  rmSync(join(folder, '错误行.xlsx'))

  await page.keyboard.press('Control+o')
  await page.getByRole('tab', { name: '有错 3' }).waitFor()
  await page.getByText('缺建筑面积').first().waitFor()
  await shot('check')

  await page.getByRole('button', { name: '下载错误行（原因写在格旁）' }).click()
  await page.getByText('已存为 错误行.xlsx，共 3 行。').waitFor()
  expect(existsSync(join(folder, '错误行.xlsx'))).toBe(true)

  await page.getByRole('group', { name: /^import-wrong/ }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('88.6')
  await shot('mending')
  await page.keyboard.press('Enter')
  await page.getByRole('tab', { name: '有错 2' }).waitFor()
  // The next wrong cell stands open already: a phone with too few digits.
  await expect(page.getByRole('textbox', { name: '修改 手机' })).toBeFocused()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('13800138000')
  await page.keyboard.press('Enter')
  await page.getByRole('tab', { name: '有错 1' }).waitFor()
  await expect(page.getByRole('textbox', { name: '修改 证件号' })).toBeFocused()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: '上一步' }).click()
  await page.getByText('表里的列').waitFor()
  await shot('columns')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('tab', { name: '有错 1' }).waitFor()
  await shot('check-later')
  await page.getByRole('tab', { name: /^可导入/ }).click()
  await page.getByText('共 59 行').waitFor()
  await shot('ready')

  await page.keyboard.press('Control+Enter')
  await page.getByText('新建 59 户，更新 0 户。').waitFor({ timeout: 30_000 })
  await shot('done')

  await page.keyboard.press('Control+o')
  await page.getByRole('button', { name: '撤回' }).click()
  await shot('undo-question')
  await page.getByRole('button', { name: '整批撤回' }).click()
  await page.getByText('已撤回 59 户').waitFor({ timeout: 30_000 })
  await page.keyboard.press('Control+o')
  await page.getByText('已撤回').first().waitFor()
  await shot('batches')
})
