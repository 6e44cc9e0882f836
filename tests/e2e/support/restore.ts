import { spawn } from 'node:child_process'
import { resolve } from 'node:path'

import { expect } from '@playwright/test'
import type { ElectronApplication, Page } from '@playwright/test'

import { electronEnvironment, sandboxArgs } from '../../support/launch.ts'
import { ADMIN, typeInto } from './first-run.ts'

const projectRoot = resolve(import.meta.dirname, '../../..')

/** The dialog of the system answers with this folder from now on. */
export async function answerFolder(app: ElectronApplication, folder: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, folder)
}

export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = `#${hash}`
  }, path)
}

/** Chooses the place; the first backup of it begins by the button. */
export async function makeBackup(app: ElectronApplication, page: Page, folder: string): Promise<void> {
  await answerFolder(app, folder)
  await goTo(page, '/backup')
  await page.getByRole('button', { name: '选择文件夹…' }).click()
  await page.getByText(folder).first().waitFor()
  await page.getByRole('button', { name: '立即备份' }).click()
  await expect(page.getByRole('contentinfo')).toContainText('备份已还原核对', { timeout: 30_000 })
}

export async function renameProject(page: Page, name: string): Promise<void> {
  await goTo(page, '/project')
  await page.locator('[data-field="name"] input').waitFor()
  await typeInto(page, { name })
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('banner')).toContainText(name)
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: '个人菜单' }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await page.getByRole('button', { name: '退出', exact: true }).click()
  await page.locator('[data-field="password"] input').waitFor()
}

/** At the restore page: the newest set, by the administrator's own password. */
export async function lookByPassword(page: Page): Promise<void> {
  await page.locator('[data-field="setName"]').waitFor()
  await typeInto(page, { username: ADMIN.username, password: ADMIN.password })
  await page.keyboard.press('Control+Enter')
  await page.getByText('这份备份完整，可以恢复。').waitFor({ timeout: 30_000 })
}

export interface Ended {
  readonly code: number | null
  readonly output: string
}

/** The program by its command line, with what a person types. */
export function runByCommand(dataDir: string, args: readonly string[], typed: readonly string[] = []): Promise<Ended> {
  const child = spawn(
    process.execPath,
    [...sandboxArgs(), projectRoot, '--data', dataDir, '--unlock', 'unattended', ...args],
    {
      env: electronEnvironment({}),
    },
  )
  let output = ''
  child.stdout.on('data', (piece: Buffer) => (output += piece.toString('utf8')))
  child.stdin.end(typed.map((line) => `${line}\n`).join(''))
  return new Promise((resolveEnded) => child.once('exit', (code) => resolveEnded({ code, output })))
}
