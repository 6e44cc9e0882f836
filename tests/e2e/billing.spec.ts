import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'

import { launchApp } from '../support/launch.ts'
import { ADMIN, typeInto } from './support/first-run.ts'
import { DEMO_DAY, prepareOffice } from './support/office.ts'
import { signIn } from './support/seat.ts'

test('a second fee is priced, bound, billed, explained and taken back, all by keyboard', async () => {
  test.setTimeout(240_000)
  const dataDir = mkdtempSync(join(tmpdir(), 'wuye-billing-'))
  const { rooms } = await prepareOffice(dataDir)
  const { page, close } = await launchApp({ dataDir, now: DEMO_DAY })
  try {
    await signIn(page, ADMIN)
    await setPrice(page)
    await bindAll(page, rooms)
    const lines = await publishDecember(page)
    await explainFirst(page)
    await takeBack(page, lines)
    await endOne(page)
  } finally {
    await close()
  }
})

async function open(page: Page, address: string, heading: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to
  }, address)
  await page.getByRole('heading', { name: heading, exact: true }).first().waitFor()
}

/** 0.35 a square metre: the example beside the fields says what one home will pay. */
async function setPrice(page: Page): Promise<void> {
  await open(page, '#/standard', '收费标准')
  await page.keyboard.press('Control+N')
  const form = page.getByRole('dialog')
  await form.waitFor()
  await expect(form.locator('[data-field="code"] input')).toBeFocused()
  await form.locator('[data-field="item"] .el-select').click()
  await page.getByRole('option', { name: '新的费用…' }).click()
  await typeInto(page, { code: 'DT-01', name: '电梯运行费', 'item.name': '电梯费', priceE6: '0.35' })
  await expect(form.getByText('89.43 ㎡ × 0.35 元/㎡·月 = 31.3005 元')).toBeVisible()
  await expect(form.getByText('四舍五入到分，每月收 31.30 元')).toBeVisible()
  await expect(form.getByText('只有绑定了的房屋才缴')).toBeVisible()
  await page.screenshot({ path: 'out/screens/standard-create.png' })
  await page.keyboard.press('Control+Enter')
  await form.waitFor({ state: 'hidden' })
  await expect(page.getByRole('complementary', { name: '电梯运行费' })).toBeVisible()
}

async function bindAll(page: Page, rooms: number): Promise<void> {
  await page.keyboard.press('F3')
  const verb = page.getByRole('button', { name: `绑定 ${rooms} 户` })
  await verb.waitFor()
  await verb.focus()
  await page.keyboard.press('Enter')
  await page.getByText(`已绑定 ${rooms} 户。`).waitFor()
  await page.getByRole('button', { name: '完成' }).press('Enter')
}

/** Answers how many bills were made. */
async function publishDecember(page: Page): Promise<string> {
  await open(page, '#/billing', '出账')
  await expect(page.locator('[data-field="month"] input')).toHaveValue('2026-12')
  await page.keyboard.press('Control+Enter')
  const publish = page.getByRole('button', { name: /^发布 [\d,]+ 条/ })
  await publish.waitFor()
  const lines = /发布 ([\d,]+) 条/.exec(await publish.innerText())?.[1] ?? ''
  await expect(page.locator('.why')).toContainText('为什么是')
  await page.screenshot({ path: 'out/screens/billing.png' })
  await page.keyboard.press('Control+Enter')
  const question = page.getByRole('dialog', { name: `发布 2026 年 12 月的 ${lines} 条账单？` })
  await expect(question.getByRole('button', { name: `发布 ${lines} 条` })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '2026 年 12 月的账已发布' }).waitFor()
  return lines
}

async function explainFirst(page: Page): Promise<void> {
  await open(page, '#/billing/lines?month=2026-12', '应收明细')
  const list = page.getByRole('group', { name: 'billing-lines' })
  await list.locator('.at-cursor').waitFor()
  await list.focus()
  await page.keyboard.press('Enter')
  const card = page.getByRole('complementary')
  await expect(card).toContainText('按存下的依据现在重算，仍是')
  await expect(card).toContainText('2026-12-01 至 2026-12-31，整月 31 天')
  await page.screenshot({ path: 'out/screens/billing-lines.png' })
  await page.keyboard.press('Escape')
  await expect(card).toBeHidden()
}

async function takeBack(page: Page, lines: string): Promise<void> {
  await open(page, '#/billing', '2026 年 12 月出账')
  await page.keyboard.press('Escape')
  await page.getByRole('group', { name: 'billing-runs' }).locator('.at-cursor').waitFor()
  await page.keyboard.press('Control+Shift+Z')
  const reason = page.locator('[data-field="reason"] input')
  await expect(reason).toBeFocused()
  await page.keyboard.type('单价填错')
  await page.keyboard.press('Control+Enter')
  await page.getByText(`已撤回 ${lines} 条账单。`).waitFor()
  await page.getByRole('button', { name: '完成' }).press('Enter')
  await expect(page.getByRole('group', { name: 'billing-runs' })).toContainText('已撤回')
}

/** One room stops being charged: what is not chosen is asked for, and the day offered is today. */
async function endOne(page: Page): Promise<void> {
  await open(page, '#/standard', '收费标准')
  await page.getByRole('group', { name: 'standard' }).locator('.at-cursor').first().waitFor()
  await page.keyboard.press('F4')
  const dialog = page.getByRole('dialog', { name: '结束绑定' })
  await expect(dialog.locator('[data-field="room"] input')).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await expect(dialog.locator('[data-field="room"]')).toContainText('请选一户。')
  await page.keyboard.type('1-', { delay: 200 })
  await dialog.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await expect(dialog.locator('[data-field="toOn"] input')).not.toHaveValue('')
  await expect(dialog).not.toContainText('请选一户。')
  await page.screenshot({ path: 'out/screens/standard-end.png' })
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'hidden' })
  await expect(page.getByText(/ 收到 \d{4}-\d\d-\d\d 为止。/)).toBeVisible()
}
