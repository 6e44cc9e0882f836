import { fillLabel } from '../../../../src-shared/domain/document/labels.ts'
import { formatScaled } from '../../../../src-shared/kernel/money.ts'
import { lateFee as lateFeeEn } from '../../../../src-shared/locales/en-US/late-fee.ts'
import { paper as paperEn } from '../../../../src-shared/locales/en-US/paper.ts'
import type { Translated } from '../../../../src-shared/locales/schema.ts'
import { lateFee as lateFeeZh } from '../../../../src-shared/locales/zh-CN/late-fee.ts'
import { paper as paperZh } from '../../../../src-shared/locales/zh-CN/paper.ts'
import { hot } from '../../db/read-handle.ts'
import { documentTask } from '../../workers/document-tasks.ts'
import { writeWorkbook } from '../../workers/documents/excel/index.ts'
import type { SheetSpec } from '../../workers/documents/excel/index.ts'
import { writingChosenFile } from '../job/index.ts'
import { claimsOn } from './claims.ts'
import type { ClaimsSheetInput } from './claims-job.ts'

type Texts = Translated<typeof lateFeeZh>
const projectName = hot<{ name: string }>('SELECT name FROM project WHERE id = ?')

/** 违约金一览 as a workbook: every room, with the two figures side by side. */
export const writeClaimsSheet = documentTask<ClaimsSheetInput, { readonly rows: number }>(
  async ({ db, clock, signal }, { on, projectId, path, language, author }) => {
    const [texts, paper] = language === 'zh-CN' ? [lateFeeZh as Texts, paperZh] : [lateFeeEn, paperEn]
    const project = db.hotFirst(projectName, projectId)?.name ?? ''
    const claims = claimsOn(db, { projectId, buildingIds: null }, { on, shown: Infinity })
    const sheet: SheetSpec = {
      name: texts.sheet.name,
      titleLines: [fillLabel(texts.sheet.title, { project, on }), texts.sheet.definition],
      columns: [
        { key: 'room', header: texts.column.room, kind: 'text', width: 18, total: 'count' },
        { key: 'lines', header: texts.column.lines, kind: 'number', width: 8, total: 'sum' },
        { key: 'principal', header: texts.column.principal, kind: 'money', total: 'sum' },
        { key: 'lateFee', header: texts.column.contract, kind: 'money', total: 'sum' },
        { key: 'prudent', header: texts.column.prudent, kind: 'money', total: 'sum' },
        { key: 'ratio', header: texts.column.ratio, kind: 'text', width: 10 },
        { key: 'warnings', header: texts.column.warnings, kind: 'text', width: 40 },
      ],
      rows: claims.rows.map((row) => ({
        room: row.roomCode,
        lines: row.lines,
        principal: row.principalFen,
        lateFee: row.lateFeeFen,
        prudent: row.prudentFen,
        ratio: row.ratioE2 === null ? '' : formatScaled(row.ratioE2, 2),
        warnings: row.warnings.map((warning) => texts.enum.warning[warning]).join('；'),
      })),
      totalLabel: texts.sheet.total,
    }
    const print = { orientation: 'portrait', footer: paper.fee.page } as const
    await writingChosenFile(() => writeWorkbook({ path, author, madeAt: clock.now(), signal, sheets: [sheet], print }))
    return { rows: claims.rows.length }
  },
)
