import type { DialValue, JudgedEntry, ReadingKind } from '../../../../src-shared/domain/meter/index.ts'
import { dialOf, judgeEntry } from '../../../../src-shared/domain/meter/index.ts'
import type { EntryRow, Register } from '../meter-words.ts'

/** What was typed for one meter and is not saved yet. Answers hold for the figure that they were given to. */
export interface EntryDraft {
  readonly values: Readonly<Partial<Record<Register, number | null>>>
  readonly estimated: boolean
  readonly run: Readonly<Partial<Record<Register, DialValue['run']>>>
  readonly rolled: readonly Register[]
}

export const NO_DRAFT: EntryDraft = { values: {}, estimated: false, run: {}, rolled: [] }

/** The figure on the screen: typed, else the one that is kept. */
export function shownValue(row: EntryRow, draft: EntryDraft | undefined, register: Register): number | null {
  const typed = draft?.values[register]
  if (typed !== undefined) return typed
  return row.reading === null ? null : (dialOf(row.reading, register)?.valueE3 ?? null)
}

export function withValue(draft: EntryDraft | undefined, register: Register, valueE3: number | null): EntryDraft {
  const before = draft ?? NO_DRAFT
  const { [register]: _run, ...run } = before.run
  return {
    values: { ...before.values, [register]: valueE3 },
    estimated: false,
    run,
    rolled: before.rolled.filter((one) => one !== register),
  }
}

type EnteredKind = Extract<ReadingKind, 'normal' | 'first' | 'final' | 'estimated'>

export function kindOf(row: EntryRow, draft: EntryDraft | undefined): EnteredKind {
  if (draft?.estimated === true) return 'estimated'
  const kept = row.reading?.kind
  if (kept === 'first' || kept === 'final') return kept
  return row.previousOn === null ? 'first' : 'normal'
}

/** The dials as they will be sent; registers without a figure are missing. */
export function dialsOf(row: EntryRow, draft: EntryDraft | undefined): DialValue[] {
  return row.facts.registers.flatMap((register): DialValue[] => {
    const valueE3 = shownValue(row, draft, register)
    if (valueE3 === null) return []
    const kept = row.reading === null ? null : dialOf(row.reading, register)
    const before = row.facts.ways.find((way) => way.register === register)
    const isTyped = draft?.values[register] !== undefined
    const run = draft?.run[register] ?? (isTyped ? before?.run : (kept?.run ?? before?.run)) ?? 'forward'
    const confirmed = draft?.rolled.includes(register) === true || (!isTyped && kept?.rollOver === 'confirmed')
    return [{ register, valueE3, run, rollOver: confirmed ? 'confirmed' : 'by_rule' }]
  })
}

/** What is on documents is corrected at the meter, not typed anew. */
export function isLocked({ reading }: Pick<EntryRow, 'reading'>): boolean {
  return reading !== null && (reading.state === 'billed' || reading.isCorrected)
}

export function isTyped(draft: EntryDraft | undefined): boolean {
  return draft !== undefined && Object.values(draft.values).some((value) => value !== undefined)
}

/** Whether saving would change anything. A figure that was cleared is not a reading: it is put back, or removed by its key. */
export function isChanged(row: EntryRow, draft: EntryDraft | undefined): boolean {
  if (draft === undefined || dialsOf(row, draft).length === 0) return false
  if (row.reading === null) return isTyped(draft)
  if (draft.estimated !== (row.reading.kind === 'estimated') && draft.estimated) return true
  return dialsOf(row, draft).some((dial) => {
    const kept = row.reading === null ? null : dialOf(row.reading, dial.register)
    return kept?.valueE3 !== dial.valueE3 || kept.run !== dial.run || kept.rollOver !== dial.rollOver
  })
}

/** What the figures on the screen come to; `null` as long as there are none. */
export function judgedOf(row: EntryRow, draft: EntryDraft | undefined): JudgedEntry | null {
  const dials = dialsOf(row, draft)
  if (dials.length === 0) return null
  return judgeEntry(row.facts, { kind: kindOf(row, draft), dials })
}

/** Live usage beside the figure; `null` when it is only a base, a question or a fault. */
export function usageOnScreen(row: EntryRow, draft: EntryDraft | undefined): number | null {
  if (!isTyped(draft)) return row.reading?.usageE3 ?? null
  const judged = judgedOf(row, draft)
  return judged?.kind === 'usage' ? judged.usageE3 : null
}
