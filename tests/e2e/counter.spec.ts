import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '@playwright/test'

import { formatFen } from '../../src-shared/kernel/money.ts'
import type { Fen } from '../../src-shared/kernel/money.ts'
import { launchApp } from '../support/launch.ts'
import { openAccount, openCounter, post, typeAmount, voidLast } from './support/day.ts'
import { DEMO_DAY, prepareOffice } from './support/office.ts'
import { reopenBooks } from './support/books.ts'
import { signIn } from './support/seat.ts'

test('a clerk collects cash with change, mixed tender and voids a receipt, all by keyboard, and the books add up', async () => {
  test.setTimeout(240_000)
  const dataDir = mkdtempSync(join(tmpdir(), 'wuye-counter-'))
  const { openRooms } = await prepareOffice(dataDir)
  const [first, second, third] = openRooms
  if (first === undefined || second === undefined || third === undefined)
    throw new Error('the office has rooms that owe')
  const { page, close } = await launchApp({ dataDir, now: DEMO_DAY })
  try {
    await signIn(page)
    await openCounter(page)
    await openAccount(page, first.code)
    await expect(page.locator('.total')).toHaveText(formatFen(first.openFen as Fen))
    await page.keyboard.press('F5')
    // The next hundred: change of more than 1,000 元 is refused as a slip of the finger.
    await typeAmount(page, String(Math.ceil(first.openFen / 10_000) * 100))
    await page.screenshot({ path: 'out/screens/counter.png' })
    const cash = await post(page)
    expect(cash.receiptNo).toBe('SJ-A-2026-000001')
    await openAccount(page, second.code)
    await typeAmount(page, '100')
    await page.keyboard.press('F6')
    await page.keyboard.press('F7')
    const mixed = await post(page)
    expect(mixed.receiptNo).toBe('SJ-A-2026-000002')
    await openAccount(page, third.code)
    await page.keyboard.press('F8')
    await post(page)
    await voidLast(page, '金额录错')
  } finally {
    await close()
  }
  const books = await reopenBooks(dataDir)
  try {
    const list = await books.admin.query('receipt.list', { filter: {}, sort: { key: 'number', direction: 'asc' } })
    expect(list.rows.map((row) => [row.receiptNo, row.state, row.amountFen])).toEqual([
      ['SJ-A-2026-000001', 'valid', first.openFen],
      ['SJ-A-2026-000002', 'valid', second.openFen],
      ['SJ-A-2026-000003', 'voided', third.openFen],
    ])
    expect(list.rows[1]?.tenders).toEqual([
      { tender: 'wechat', amountFen: 10_000 },
      { tender: 'alipay', amountFen: second.openFen - 10_000 },
    ])
    expect(books.chain()).toMatchObject({ kind: 'intact' })
  } finally {
    await books.stop()
  }
})
