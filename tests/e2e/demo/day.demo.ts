import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { expect, test } from '@playwright/test'

import { formatFen } from '../../../src-shared/kernel/money.ts'
import type { Fen } from '../../../src-shared/kernel/money.ts'
import { localDate, month } from '../../../src-shared/kernel/time.ts'
import { launchApp } from '../../support/launch.ts'
import { reopenBooks } from '../support/books.ts'
import type { Books } from '../support/books.ts'
import { openAccount, openCounter, post, typeAmount, voidLast } from '../support/day.ts'
import { DEMO_DAY, prepareOffice } from '../support/office.ts'
import type { PreparedOffice } from '../support/office.ts'
import { signIn } from '../support/seat.ts'

const OUT = resolve(import.meta.dirname, '../../../out/demo')
const DAY = localDate('2026-11-23')
const CUSTOMERS = 12

test('a day at the counter of the demo community', async () => {
  test.setTimeout(600_000)
  rmSync(OUT, { recursive: true, force: true })
  mkdirSync(OUT, { recursive: true })
  const dataDir = mkdtempSync(join(tmpdir(), 'wuye-demo-'))
  const office = await prepareOffice(dataDir)
  copyFileSync(office.workbook, join(OUT, '房屋业主资料表.xlsx'))
  await liveTheDay(dataDir, office)
  const books = await reopenBooks(dataDir)
  try {
    await leavePapers(books, office)
  } finally {
    await books.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
})

/** The clerk's day in the real program: search, cash with change, mixed tender, other tenders in turn, one void. */
async function liveTheDay(dataDir: string, office: PreparedOffice): Promise<void> {
  const { page, close } = await launchApp({ dataDir, now: DEMO_DAY })
  const shoot = (name: string) => page.screenshot({ path: join(OUT, `${name}.png`) })
  try {
    await shoot('1-login')
    await signIn(page)
    await shoot('2-home')
    await openCounter(page)
    for (const [index, room] of office.openRooms.slice(0, CUSTOMERS).entries()) {
      await openAccount(page, room.code)
      if (index === 1) {
        await typeAmount(page, '100')
        await page.keyboard.press('F6')
        await page.keyboard.press('F5')
        await typeAmount(page, String(Math.ceil(room.openFen / 100)))
        await shoot('4-mixed-tender')
      } else if (index % 3 === 0) {
        await page.keyboard.press('F5')
        await typeAmount(page, String(Math.ceil(room.openFen / 10_000) * 100))
        if (index === 0) await shoot('3-cash-with-change')
      } else await page.keyboard.press(index % 3 === 1 ? 'F6' : 'F7')
      await post(page)
      if (index === 0) await shoot('5-posted')
    }
    await voidLast(page, '业主改用转账')
    await shoot('6-voided')
  } finally {
    await close()
  }
}

/** Receipts, bills and workbooks, made by the same commands that the pages call, and a page of totals that must agree. */
async function leavePapers({ admin, core, chain }: Books, office: PreparedOffice): Promise<void> {
  const save = (name: string) => core.grant(join(OUT, name), 'write')
  const receipts = await admin.query('receipt.list', { filter: {}, sort: { key: 'number', direction: 'asc' } })
  const receiptIds = receipts.rows.filter((row) => row.state === 'valid').map((row) => row.receiptId)
  await admin.command('receipt.save_pdf', { receiptIds, format: 'continuous_241_third', grantId: save('收据.pdf') })
  await admin.command('billing.print_notices', {
    month: month('2026-11'),
    buildingId: null,
    grantId: save('缴费通知单.pdf'),
  })
  await core.core.jobs.settled()
  const range = { fromOn: DAY, toOn: DAY, language: 'zh-CN' } as const
  await admin.command('report.export_daily', { ...range, grantId: save('收费日报表_2026-11-23.xlsx') })
  await admin.command('report.export_receipts', { ...range, grantId: save('收款明细_2026-11-23.xlsx') })
  await core.core.jobs.settled()
  const daily = await admin.query('report.daily', { fromOn: DAY, toOn: DAY })
  const lines = await admin.query('billing.lines', { filter: {}, sort: { key: 'room', direction: 'asc' } })
  expect(receipts.count).toBe(CUSTOMERS)
  expect(receipts.sums?.voided).toBe(1)
  expect(daily.total.netFen).toBe(receipts.sums?.amountFen)
  const { amountFen, paidFen, openFen } = lines.sums
  if (paidFen === null || openFen === null) throw new Error('the sums are hidden although every shift is counted')
  expect(paidFen).toBe(daily.total.netFen)
  expect(amountFen).toBe(paidFen + openFen)
  expect(chain()).toMatchObject({ kind: 'intact' })
  writeFileSync(
    join(OUT, 'summary.md'),
    summary(office, { receipts: receipts.count, netFen: daily.total.netFen, amountFen, paidFen, openFen }),
  )
}

interface Totals {
  readonly receipts: number
  readonly netFen: number
  readonly amountFen: number
  readonly paidFen: number
  readonly openFen: number
}

function summary(office: PreparedOffice, totals: Totals): string {
  const yuan = (amount: number): string => formatFen(amount as Fen)
  const billed = office.months.map(({ month: name, lines, totalFen }) => `| ${name} | ${lines} | ${yuan(totalFen)} |`)
  return [
    '# 锦绣花园 2026-11-23',
    '',
    `导入 ${office.rooms} 户，${office.leftOut} 行有错未导入。`,
    '',
    '| 月份 | 条数 | 应收（元） |',
    '|---|---:|---:|',
    ...billed,
    '',
    `收据 ${totals.receipts} 张，其中作废 1 张。实收 ${yuan(totals.netFen)} 元 = 收费日报合计 = 应收明细已收 ${yuan(totals.paidFen)} 元。`,
    '',
    `应收 ${yuan(totals.amountFen)} = 已收 ${yuan(totals.paidFen)} + 未收 ${yuan(totals.openFen)}。操作链完整。`,
    '',
  ].join('\n')
}
