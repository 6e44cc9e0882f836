import type { PlannedLine, SkippedRow } from '../../../../src-shared/domain/billing/index.ts'
import { fillLabel } from '../../../../src-shared/domain/document/labels.ts'
import { billSheet as sheetEn } from '../../../../src-shared/locales/en-US/bill-sheet.ts'
import { billingRefusals as refusalsEn } from '../../../../src-shared/locales/en-US/billing-refusals.ts'
import { paper as paperEn } from '../../../../src-shared/locales/en-US/paper.ts'
import type { Translated } from '../../../../src-shared/locales/schema.ts'
import { billSheet as sheetZh } from '../../../../src-shared/locales/zh-CN/bill-sheet.ts'
import { billingRefusals as refusalsZh } from '../../../../src-shared/locales/zh-CN/billing-refusals.ts'
import { paper as paperZh } from '../../../../src-shared/locales/zh-CN/paper.ts'
import { daysBetween, daysInMonth, localDateOf } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import { documentTask } from '../../workers/document-tasks.ts'
import { writeWorkbook } from '../../workers/documents/excel/index.ts'
import type { ExportColumn, ExportRow, SheetSpec } from '../../workers/documents/excel/index.ts'
import { writingChosenFile } from '../job/index.ts'
import { viewCharge } from './charge-view.ts'
import type { CheckSheetInput } from './check-sheet-job.ts'
import { planMonth } from './plan-month.ts'
import type { MonthPlan } from './plan-month.ts'
import { earlierAmounts } from './preview.ts'

type Words = Translated<typeof sheetZh>
interface Texts {
  readonly words: Words
  readonly skip: Readonly<Record<string, string>>
  readonly page: string
}
const TEXTS: Readonly<Record<CheckSheetInput['language'], Texts>> = {
  'zh-CN': { words: sheetZh, skip: refusalsZh.skip, page: paperZh.fee.page },
  'en-US': { words: sheetEn, skip: refusalsEn.skip, page: paperEn.fee.page },
}
const projectName = hot<{ name: string }>('SELECT name FROM project WHERE id = ?')

/** 核对表: every line that the run would make with what it rests on, what stands already, and what is skipped with its reason. */
export const writeCheckSheet = documentTask<CheckSheetInput, { readonly rows: number }>(async (context, input) => {
  const { db, clock, signal } = context
  const { projectId, month, scope, path, author } = input
  const today = localDateOf(clock.now())
  const plan = planMonth(db, { projectId, month, scope, today })
  const before = earlierAmounts({ db, projectId }, { plan, month })
  const texts = TEXTS[input.language]
  const project = db.hotFirst(projectName, projectId)?.name ?? ''
  const titleLines = [
    fillLabel(texts.words.title, { month }),
    fillLabel(texts.words.subtitle, { project, date: today }),
  ]
  const sheets = sheetsOf(plan, { texts, titleLines, before })
  await writingChosenFile(() =>
    writeWorkbook({
      path,
      author,
      madeAt: clock.now(),
      signal,
      sheets,
      print: { orientation: 'landscape', footer: texts.page },
      onProgress: (done) => context.onProgress(done, plan.plan.created.length),
    }),
  )
  return { rows: plan.plan.created.length }
})

interface SheetsOf {
  readonly texts: Texts
  readonly titleLines: readonly string[]
  readonly before: ReturnType<typeof earlierAmounts>
}

function sheetsOf({ data, plan }: MonthPlan, { texts, titleLines, before }: SheetsOf): SheetSpec[] {
  const { column, name, total: totalLabel } = texts.words
  const codes = new Map(data.request.rooms.map(({ id, code }) => [id, code]))
  const placed = (roomId: string, itemId: string): ExportRow => ({
    room: codes.get(roomId) ?? '',
    item: data.items.get(itemId)?.name ?? '',
  })
  const room: ExportColumn = { key: 'room', header: column.room, kind: 'text', width: 16, total: 'count' }
  const head: readonly ExportColumn[] = [
    room,
    { key: 'item', header: column.item, kind: 'text', width: 12 },
    { key: 'month', header: column.month, kind: 'text', width: 9 },
    { key: 'fromOn', header: column.from_on, kind: 'date', width: 12 },
  ]
  const to: ExportColumn = { key: 'toOn', header: column.to_on, kind: 'date', width: 12 }
  const amount: ExportColumn = { key: 'amount', header: column.amount, kind: 'money', width: 12, total: 'sum' }
  return [
    {
      name: name.created,
      titleLines,
      totalLabel,
      columns: [
        ...head,
        to,
        { key: 'quantity', header: column.quantity, kind: 'number', width: 10 },
        { key: 'price', header: column.price, kind: 'price', width: 10 },
        { key: 'days', header: column.days, kind: 'number', width: 9 },
        { key: 'ofDays', header: column.of_days, kind: 'number', width: 9 },
        { key: 'before', header: column.before, kind: 'money', width: 12, total: 'sum' },
        amount,
        { key: 'due', header: column.due, kind: 'date', width: 12 },
      ],
      rows: plan.created.map((line) => ({
        ...placed(line.key.roomId, line.key.itemId),
        ...createdRow(line),
        before: before(line),
      })),
    },
    {
      name: name.existing,
      titleLines,
      totalLabel,
      columns: [...head, amount, { key: 'now', header: column.now, kind: 'money', width: 14 }],
      rows: plan.existing.map((line) => ({
        ...placed(line.roomId, line.itemId),
        month: line.month,
        fromOn: line.fromOn,
        amount: line.amountFen,
        now: line.computedFen,
      })),
    },
    {
      name: name.skipped,
      titleLines,
      totalLabel,
      columns: [...head, to, { key: 'reason', header: column.reason, kind: 'text', width: 28 }],
      rows: plan.skipped.map((row) => ({ ...placed(row.roomId, row.itemId), ...skippedRow(row, texts) })),
    },
  ]
}

function createdRow({ key, fromOn, toOn, dueOn, amountFen, explanation }: PlannedLine): ExportRow {
  const { quantity, priceE6 } = viewCharge(explanation)
  return {
    month: key.month,
    fromOn,
    toOn,
    quantity: quantity === null ? null : quantity.value / 10 ** quantity.scale,
    price: priceE6,
    days: daysBetween(fromOn, toOn) + 1,
    ofDays: daysInMonth(key.month),
    amount: amountFen,
    due: dueOn,
  }
}

function skippedRow({ roomCode, month, fromOn, toOn, code }: SkippedRow, { skip }: Texts): ExportRow {
  return { room: roomCode, month, fromOn, toOn, reason: skip[code.replace(/^billing\./, '')] ?? code }
}
