import { fillLabel } from '../../../../src-shared/domain/document/labels.ts'
import type { PublicationSheet } from '../../../../src-shared/domain/share/index.ts'
import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { formatFen, formatScaled } from '../../../../src-shared/kernel/money.ts'
import { paper as paperEn } from '../../../../src-shared/locales/en-US/paper.ts'
import { share as shareEn } from '../../../../src-shared/locales/en-US/share.ts'
import type { Translated } from '../../../../src-shared/locales/schema.ts'
import { paper as paperZh } from '../../../../src-shared/locales/zh-CN/paper.ts'
import { share as shareZh } from '../../../../src-shared/locales/zh-CN/share.ts'
import { hot } from '../../db/read-handle.ts'
import { documentTask } from '../../workers/document-tasks.ts'
import { writeWorkbook } from '../../workers/documents/excel/index.ts'
import { writingChosenFile } from '../job/index.ts'

type Texts = Translated<typeof shareZh>
export interface ShareSheetInput {
  readonly runId: string
  readonly projectId: string
  readonly path: string
  readonly grantId: string
  readonly language: 'zh-CN' | 'en-US'
  readonly author: string
}

const published = hot<{
  sheet_json: string
  pool: string
  project: string
}>(`SELECT own.sheet_json, pool.name AS pool, project.name AS project
  FROM share_run own JOIN share_pool pool ON pool.id = own.share_pool_id JOIN project ON project.id = own.project_id
  WHERE own.id = ? AND own.project_id = ?`)

/** 公示表 (杭州 54): usage, price, amount, method, and every room's part; room codes only. */
export const writeShareSheet = documentTask<ShareSheetInput, { readonly rows: number }>(
  async ({ db, clock, signal }, { runId, projectId, path, language, author }) => {
    const row = db.hotFirst(published, runId, projectId)
    if (row === null) throw new AppError('share.run_not_found')
    const sheet = JSON.parse(row.sheet_json) as PublicationSheet
    const [texts, paper] = language === 'zh-CN' ? [shareZh as Texts, paperZh] : [shareEn, paperEn]
    const { column } = texts
    await writingChosenFile(() =>
      writeWorkbook({
        path,
        author,
        madeAt: clock.now(),
        signal,
        sheets: [
          {
            name: texts.sheet.name,
            titleLines: titleLines(sheet, { texts, pool: row.pool, project: row.project }),
            columns: [
              { key: 'room', header: column.room, kind: 'text', width: 18, total: 'count' },
              { key: 'weight', header: column.weight, kind: 'text', width: 16 },
              { key: 'amount', header: column.amount, kind: 'money', width: 14, total: 'sum' },
            ],
            rows: sheet.rows.map(({ roomCode, weight, amountFen }) => ({
              room: roomCode,
              weight: weightText(weight, sheet),
              amount: amountFen,
            })),
            totalLabel: texts.sheet.total,
          },
        ],
        print: { orientation: 'portrait', footer: paper.fee.page },
      }),
    )
    return { rows: sheet.rows.length }
  },
)

function titleLines(
  sheet: PublicationSheet,
  { texts, pool, project }: { readonly texts: Texts; readonly pool: string; readonly project: string },
): string[] {
  const words = texts.sheet
  const { usageE3, wholeUsageE3, priceE6 } = sheet
  const usage =
    usageE3 === null || wholeUsageE3 === null || priceE6 === null
      ? []
      : [
          fillLabel(words.usage, {
            whole: formatScaled(wholeUsageE3, 3, 0),
            usage: formatScaled(usageE3, 3, 0),
            price: formatScaled(priceE6, 6, 2),
          }),
        ]
  const excluded = sheet.exclusions.map(({ kind, usageE3: out, amountFen }) => {
    const value = out === null ? formatFen(amountFen ?? (0 as never)) : formatScaled(out, 3, 0)
    return `${texts.enum.exclusion[kind]} ${value}`
  })
  return [
    fillLabel(words.title, { pool }),
    fillLabel(words.span, { project, from: sheet.fromOn, to: sheet.toOn }),
    ...usage,
    ...(excluded.length === 0 ? [] : [fillLabel(words.excluded, { list: excluded.join('，') })]),
    fillLabel(words.amounts, {
      whole: formatFen(sheet.wholeFen),
      pool: formatFen(sheet.poolFen),
      company: formatFen(sheet.companyFen),
      developer: formatFen(sheet.developerFen),
    }),
    fillLabel(words.method, { weight: texts.enum.weight[sheet.weight.kind], sum: weightText(sheet.weightSum, sheet) }),
  ]
}

/** A weight in the measure of its kind: ㎡, parts, or the coefficient. */
function weightText(weight: number, sheet: Pick<PublicationSheet, 'weight'>): string {
  switch (sheet.weight.kind) {
    case 'area':
      return formatScaled(weight, 2)
    case 'coefficient':
    case 'floor_table':
      return formatScaled(weight, 6, 2)
    case 'equal':
    case 'occupied_days':
      return String(weight)
  }
}
