import type { Page } from '@playwright/test'

export const ADMIN = { username: 'admin', displayName: '王经理', password: 'Guanli-2026' }
export const PROJECT = { name: '锦绣花园', code: 'JXHY', payee: '锦绣物业服务有限公司' }

/** The wizard after the data key: project, then administrator, by keyboard alone. */
export async function completeFirstRun(page: Page): Promise<void> {
  await page.getByRole('heading', { name: '项目与收款单位' }).waitFor()
  await typeInto(page, { projectName: PROJECT.name, projectCode: PROJECT.code, payeeName: PROJECT.payee })
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: '管理员' }).waitFor()
  const { displayName, username, password } = ADMIN
  await typeInto(page, { 'admin.displayName': displayName, 'admin.username': username, password, again: password })
  await page.keyboard.press('Control+Enter')
  await page.getByRole('navigation').waitFor()
}

/** Fills the fields of a form by the paths that refusals name. */
export async function typeInto(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(fields)) {
    await page.locator(`[data-field="${name}"] input`).first().focus()
    await page.keyboard.press('Control+A')
    await page.keyboard.type(text)
  }
}
