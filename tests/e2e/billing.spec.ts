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
    await setFormula(page)
    await bindAll(page, rooms)
    const lines = await publishDecember(page)
    await explainFirst(page)
    await takeBack(page, lines)
    await endOne(page)
    await ownPrice(page)
    await countPeople(page)
    await chargeOnce(page)
    await handIn(page)
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
  // A room that comes on the 18th: 13 of 30 days, then the whole month.
  await expect(form.getByText('2026-11-18 至 2026-11-30：13.56355 → 13.56 元')).toBeVisible()
  await expect(form.getByText('2026-12-01 至 2026-12-31：31.3005 → 31.30 元')).toBeVisible()
  await expect(form.getByText('只有绑定了的房屋才缴')).toBeVisible()
  await page.screenshot({ path: 'out/screens/standard-create.png' })
  await page.keyboard.press('Control+Enter')
  await form.waitFor({ state: 'hidden' })
  await expect(page.getByRole('complementary', { name: '电梯运行费' })).toBeVisible()
}

/** A fee by formula: what is wrong is shown where it stands, and one of the rooms is tried before anything is saved. */
async function setFormula(page: Page): Promise<void> {
  await page.keyboard.press('Control+N')
  const form = page.getByRole('dialog')
  await expect(form.locator('[data-field="code"] input')).toBeFocused()
  await form.locator('[data-field="item"] .el-select').click()
  await page.getByRole('option', { name: '新的费用…' }).click()
  await form.locator('[data-field="pricing"] .el-select').click()
  await page.getByRole('option', { name: '自定义公式' }).click()
  await typeInto(page, { code: 'GS-01', name: '高层加压费', 'item.name': '加压费' })
  const formula = form.locator('[data-field="formula"] textarea')
  await formula.fill('如果(楼层 > 2, 建筑面积 × 人数, 0)')
  await page.keyboard.press('Control+Enter')
  await expect(form.locator('[data-field="formula"]')).toContainText('第 19 个字：没有“人数”这个名称')
  await expect(form.locator('[data-field="formula"] mark')).toHaveText('人数')
  await page.screenshot({ path: 'out/screens/standard-formula.png' })
  await formula.fill('如果(楼层 > 2, 建筑面积 × 0.1, 0)')
  await expect(form.getByText('建筑面积 = 89.43')).toBeVisible()
  await expect(form.getByText('2026-12-01 至 2026-12-31：8.943 → 8.94 元')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await form.waitFor({ state: 'hidden' })
  await expect(page.getByRole('complementary', { name: '高层加压费' })).toContainText('如果(楼层 > 2')
  // Back to the first one: rooms are bound to it.
  const list = page.getByRole('group', { name: 'standard' })
  await list.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Home')
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
  // The row under the hand is taken out and put back: the run says what it makes.
  await page.keyboard.press('Alt+X')
  await expect(page.getByText('另排除 1 条')).toBeVisible()
  await expect(publish).not.toContainText(`发布 ${lines} 条`)
  await page.screenshot({ path: 'out/screens/billing.png' })
  await page.keyboard.press('Alt+X')
  await expect(publish).toContainText(`发布 ${lines} 条`)
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
  await list.locator('.at-cursor').first().waitFor()
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
  await page.getByRole('group', { name: 'billing-runs' }).locator('.at-cursor').first().waitFor()
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

/** One room pays another price from a day on, with the reason. */
async function ownPrice(page: Page): Promise<void> {
  await page.keyboard.press('F6')
  const dialog = page.getByRole('dialog', { name: '单独定价' })
  await expect(dialog.locator('[data-field="room"] input')).toBeFocused()
  await page.keyboard.type('1-', { delay: 200 })
  await dialog.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await typeInto(page, { 'override.priceE6': '0.30', 'override.reason': '一楼不用电梯' })
  await page.screenshot({ path: 'out/screens/standard-override.png' })
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'hidden' })
  await expect(page.getByText(/起按 0\.30 元\/㎡·月。/)).toBeVisible()
}

async function countPeople(page: Page): Promise<void> {
  await page.keyboard.press('F7')
  const dialog = page.getByRole('dialog', { name: '计费数据' })
  await expect(dialog.locator('[data-field="room"] input')).toBeFocused()
  await page.keyboard.type('1-', { delay: 200 })
  await dialog.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await typeInto(page, { 'figures.persons': '3' })
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/的数据已保存。/)).toBeVisible()
  // The hand is back in the room, for the next one.
  await expect(dialog.locator('[data-field="room"] input')).toBeFocused()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
}

/** A card is made for a resident: priced once, charged in a breath, taken back as a mistake. */
async function chargeOnce(page: Page): Promise<void> {
  await page.keyboard.press('Control+N')
  const form = page.getByRole('dialog')
  await expect(form.locator('[data-field="code"] input')).toBeFocused()
  await form.locator('[data-field="item"] .el-select').click()
  await page.getByRole('option', { name: '新的费用…' }).click()
  await form.locator('[data-field="pricing"] .el-select').click()
  await page.getByRole('option', { name: '临时费' }).click()
  await typeInto(page, {
    code: 'MK-01',
    name: '门禁卡',
    'item.name': '门禁卡工本费',
    minFen: '15',
    maxFen: '30',
    priceE6: '20',
  })
  await page.keyboard.press('Control+Enter')
  await form.waitFor({ state: 'hidden' })

  await open(page, '#/billing/lines', '应收明细')
  await page.keyboard.press('F6')
  const dialog = page.getByRole('dialog', { name: '记一笔临时费' })
  await expect(dialog.locator('[data-field="roomId"] input')).toBeFocused()
  await page.keyboard.type('1-', { delay: 200 })
  await dialog.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await expect(dialog.locator('[data-field="amountFen"] input')).toHaveValue('20.00')
  await typeInto(page, { note: '补办 1 张' })
  await page.screenshot({ path: 'out/screens/billing-one-off.png' })
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'hidden' })
  await expect(page.getByText('已记 门禁卡工本费 20.00 元')).toBeVisible()
}

/** Where a second person checks, whoever prepared the run only hands it in. */
async function handIn(page: Page): Promise<void> {
  await open(page, '#/billing', '出账')
  await page.screenshot({ path: 'out/screens/billing-scope.png' })
  await page.keyboard.press('F8')
  const settings = page.getByRole('dialog', { name: '出账设置' })
  await settings.getByText('发布前由另一位同事复核').click()
  await page.screenshot({ path: 'out/screens/billing-settings.png' })
  await page.keyboard.press('Control+Enter')
  await settings.waitFor({ state: 'hidden' })
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: /^提交复核 [\d,]+ 条/ }).waitFor()
  await page.keyboard.press('Control+Enter')
  const list = page.getByRole('group', { name: 'billing-runs' })
  await expect(list).toContainText('待复核')
  await expect(page.getByRole('button', { name: '退回' })).toBeVisible()
}
