import { makeReceiptNumber } from '../../../../src-shared/domain/receipt/index.ts'
import { invariant } from '../../../../src-shared/kernel/assert.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import { hot } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { UnitOfWork } from '../../db/unit-of-work.ts'

const bookOf = hot<{ receipt_book: string }>('SELECT receipt_book FROM project WHERE id = ?')
const nextOfSeries = hot<{ series: string; next: number | null }>(`SELECT d.series,
  (SELECT n.next FROM number_series n WHERE n.book = ? AND n.series = d.series AND n.year = ?) AS next FROM device d WHERE d.id = 1`)

function receiptBook(db: ReadHandle, projectId: string): string {
  const project = db.hotFirst(bookOf, projectId)
  invariant(project !== null, 'a receipt is of a project')
  return project.receipt_book
}

/** Takes the next number in the document's own transaction; the year is that of the local posting date (domain rules 3.10). */
export function allocateReceiptNumber(
  db: UnitOfWork,
  at: { readonly projectId: string; readonly businessOn: LocalDate },
): { readonly book: string; readonly receiptNo: string } {
  const book = receiptBook(db, at.projectId)
  const year = yearOf(at.businessOn)
  const { series, number } = db.allocateNumber(book, year)
  return { book, receiptNo: makeReceiptNumber({ book, device: series, year, sequence: number }) }
}

/** 下一号: shown, never promised. */
export function nextReceiptNo(
  db: ReadHandle,
  at: { readonly projectId: string; readonly businessOn: LocalDate },
): string {
  const book = receiptBook(db, at.projectId)
  const year = yearOf(at.businessOn)
  const row = db.hotFirst(nextOfSeries, book, year)
  return makeReceiptNumber({ book, device: row?.series ?? 'A', year, sequence: row?.next ?? 1 })
}

function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4))
}
