import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'

import { launchApp } from '../support/launch.ts'
import { openAccount, openCounter, post } from './support/day.ts'
import { ADMIN } from './support/first-run.ts'
import { DEMO_DAY, prepareOffice } from './support/office.ts'
import { reopenBooks } from './support/books.ts'
import { signIn } from './support/seat.ts'

/** Takes the money of a room; its paper is printed. */
async function collect(page: Page, code: string): Promise<void> {
  await openAccount(page, code)
  await page.keyboard.press('F8')
  await post(page)
  // The paper lies in the folder a moment later.
  await page.waitForTimeout(4_000)
}

/** Voids the last receipt with its paper back; answers the question that a second person must agree to. */
async function voidPrinted(page: Page): Promise<Locator> {
  await page.keyboard.press('Control+Shift+Z')
  const dialog = page.getByRole('dialog')
  await dialog.locator('[data-field="reason"] input').focus()
  await page.keyboard.type('金额录错')
  await dialog.locator('[data-field="paperTakenBack"] input').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')
  const asked = page.getByRole('dialog').filter({ hasText: '另一位同事同意' })
  await expect(asked.locator('[data-field="reason"] input')).toBeFocused()
  await page.keyboard.type('业主改用转账，纸质收据已收回')
  return asked
}

test('a clerk voids printed receipts by keyboard: one with the manager’s password there, one by the inbox', async () => {
  test.setTimeout(300_000)
  const dataDir = mkdtempSync(join(tmpdir(), 'wuye-approval-'))
  const { openRooms } = await prepareOffice(dataDir, { prints: true })
  const [first, second] = openRooms
  if (first === undefined || second === undefined) throw new Error('the office has rooms that owe')

  const clerk = await launchApp({ dataDir, now: DEMO_DAY })
  try {
    const { page } = clerk
    await signIn(page)
    await openCounter(page)
    await collect(page, first.code)
    const here = await voidPrinted(page)
    await page.keyboard.press('Enter')
    await page.keyboard.type(ADMIN.username)
    await page.keyboard.press('Enter')
    await page.keyboard.type('wrong-Password')
    await page.keyboard.press('Control+Enter')
    await expect(here.getByText('还可试 4 次', { exact: false })).toBeVisible()
    await page.screenshot({ path: 'out/screens/approval-ask.png' })
    await here.locator('[data-field="password"] input').focus()
    await page.keyboard.type(ADMIN.password)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)

    await collect(page, second.code)
    await voidPrinted(page)
    await page.keyboard.press('F8')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.getByRole('button', { name: '1 项待别人审批' })).toBeVisible()
  } finally {
    await clerk.close()
  }

  const manager = await launchApp({ dataDir, now: '2026-11-23T09:30:00+08:00' })
  try {
    const { page } = manager
    await signIn(page, ADMIN)
    await page.getByRole('button', { name: '1 项待您审批' }).press('Enter')
    await page.getByRole('heading', { name: '审批' }).waitFor()
    await page.getByText('SJ-A-2026-000002', { exact: false }).first().waitFor()
    await page.locator('.grid').press('ArrowDown')
    await expect(page.getByText('业主改用转账，纸质收据已收回')).toBeVisible()
    await page.screenshot({ path: 'out/screens/approvals.png' })
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog').getByRole('button', { name: '同意并办理' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByText('已同意，已办理。')).toBeVisible()
    await expect(page.getByText('没有等您审批的申请')).toBeVisible()
  } finally {
    await manager.close()
  }

  const books = await reopenBooks(dataDir)
  try {
    const list = await books.admin.query('receipt.list', { filter: {}, sort: { key: 'number', direction: 'asc' } })
    expect(list.rows.map(({ receiptNo, state, cashier }) => [receiptNo, state, cashier])).toEqual([
      ['SJ-A-2026-000001', 'voided', '李敏'],
      ['SJ-A-2026-000002', 'voided', '李敏'],
    ])
    const { requests } = await books.admin.query('approval.list', { box: 'done' })
    expect(requests.map(({ state, way, decidedBy }) => [state, way, decidedBy])).toEqual([
      ['approved', 'inbox', ADMIN.displayName],
      ['approved', 'here', ADMIN.displayName],
    ])
    expect(books.chain()).toMatchObject({ kind: 'intact' })
  } finally {
    await books.stop()
  }
})
