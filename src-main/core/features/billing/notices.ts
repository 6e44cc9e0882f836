import { writeFile } from 'node:fs/promises'

import type { BillDocument } from '../../../../src-shared/domain/document/bill-document.ts'
import type { PaperLine } from '../../../../src-shared/domain/document/paper-line.ts'
import { paper } from '../../../../src-shared/locales/zh-CN/paper.ts'
import type { Fen } from '../../../../src-shared/kernel/money.ts'
import { ZERO_FEN, sumFen } from '../../../../src-shared/kernel/money.ts'
import { localDateOf } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import { documentTask } from '../../workers/document-tasks.ts'
import { replaceFile } from '../../workers/documents/replace-file.ts'
import { loadFonts, renderBills } from '../../workers/documents/printing/index.ts'
import { LINE_BALANCE, LINE_IS_VISIBLE, LINE_OPEN_FEN } from '../ledger/index.ts'
import { lineNote, lineProduct } from '../receipt/index.ts'
import type { NoticesInput } from './notices-job.ts'

interface OpenLine {
  readonly room_id: string
  readonly code: string
  readonly item: string
  readonly nature: string
  readonly month: string
  readonly from_on: string
  readonly to_on: string
  readonly due_on: string
  readonly open_fen: number
  readonly explanation_json: string
}
// Everything open up to the month: a notice that left out older debts would be read as a receipt for them.
const openLines =
  hot<OpenLine>(`SELECT r.room_id, room.code, item.name AS item, item.nature, r.month, r.from_on, r.to_on, r.due_on,
    ${LINE_OPEN_FEN} AS open_fen, r.explanation_json
  FROM receivable r JOIN room ON room.id = r.room_id JOIN building ON building.id = room.building_id
  JOIN fee_item item ON item.id = r.fee_item_id ${LINE_BALANCE}
  WHERE r.project_id = ?1 AND r.month <= ?2 AND (?3 IS NULL OR room.building_id = ?3) AND ${LINE_IS_VISIBLE} AND ${LINE_OPEN_FEN} > 0
  ORDER BY building.sort_key, room.sort_key, r.from_on, item.priority`)
const project = hot<{ name: string; payee_name: string }>('SELECT name, payee_name FROM project WHERE id = ?')
const owners = hot<{
  room_id: string
  names: string
}>(`SELECT o.room_id, group_concat(p.name, '、') AS names FROM relation o JOIN person p ON p.id = o.person_id
  WHERE o.role = 'owner' AND o.to_on IS NULL AND o.project_id = ? GROUP BY o.room_id`)

/** 缴费通知单 for every room that owes something up to a month, in the order of the walk through the buildings. */
export const printNotices = documentTask<NoticesInput, { readonly notices: number; readonly totalFen: number }>(
  async (context, input) => {
    const notices = noticesOf(context.db, input, localDateOf(context.clock.now()))
    const pdf = await renderBills(notices, {
      format: 'a4_three',
      fonts: await loadFonts(context.fontsDir),
      labels: paper,
      madeAt: context.clock.now(),
      signal: context.signal,
      onProgress: (done: number) => context.onProgress(done, notices.length),
    })
    await replaceFile(input.path, (temporary) => writeFile(temporary, pdf))
    return { notices: notices.length, totalFen: sumFen(notices, (notice) => notice.totalFen) }
  },
)

export function noticesOf(db: ReadHandle, input: Omit<NoticesInput, 'path'>, today: LocalDate): BillDocument[] {
  const facts = db.hotFirst(project, input.projectId)
  const names = new Map(db.hotAll(owners, input.projectId).map((row) => [row.room_id, row.names]))
  const rooms = Map.groupBy(
    db.hotAll(openLines, input.projectId, input.month, input.buildingId),
    (line) => line.room_id,
  )
  return [...rooms].map(([roomId, lines]) => noticeOf(lines, { facts, ownerName: names.get(roomId) ?? '', today }))
}

interface NoticeFacts {
  readonly facts: { readonly name: string; readonly payee_name: string } | null
  readonly ownerName: string
  readonly today: LocalDate
}

function noticeOf(lines: readonly OpenLine[], { facts, ownerName, today }: NoticeFacts): BillDocument {
  const paperLines = lines.map(toPaperLine)
  const roomCode = lines[0]?.code ?? ''
  const dueOn = lines.reduce((latest, line) => (line.due_on > latest ? line.due_on : latest), lines[0]?.due_on ?? today)
  const totalFen = sumFen(paperLines, (line) => line.netFen)
  return {
    number: null,
    payeeName: facts?.payee_name ?? '',
    projectName: facts?.name ?? '',
    roomCode,
    ownerName,
    areaE2: null,
    lines: paperLines,
    totalFen,
    prepaymentBalanceFen: null,
    issuedOn: today,
    dueOn: dueOn as LocalDate,
    howToPay: [],
    qr: { text: `WY|${facts?.name ?? ''}|${roomCode}|${totalFen}`, caption: roomCode },
  }
}

function toPaperLine(line: OpenLine): PaperLine {
  const product = lineProduct(line.explanation_json)
  const openFen = line.open_fen as Fen
  return {
    itemName: line.item,
    objectCode: line.code,
    nature: line.nature === 'collected_for_others' ? 'agency' : 'own',
    period: { from: line.from_on as LocalDate, to: line.to_on as LocalDate },
    note: lineNote(line.explanation_json),
    quantity: product?.quantity ?? null,
    priceE6: product?.priceE6 ?? null,
    amountFen: openFen,
    discountFen: ZERO_FEN,
    lateFeeFen: ZERO_FEN,
    netFen: openFen,
  }
}
