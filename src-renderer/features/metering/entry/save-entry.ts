import { ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'

import type { Anomaly, DialAnswer } from '../../../../src-shared/domain/meter/index.ts'
import type { LocalDate, Month } from '../../../../src-shared/kernel/time.ts'
import { call, newCommandId } from '../../../platform/client.ts'
import type { Result } from '../../../platform/client.ts'
import { errorText } from '../../../platform/error-text.ts'
import { reading as readingText } from '../../../platform/format.ts'
import { enumText, t } from '../../../platform/i18n.ts'
import { confirmAct } from '../../../ui/layer/confirm.ts'
import type { EntryRow, Register } from '../meter-words.ts'
import { NO_DRAFT, dialsOf, isChanged, isLocked, judgedOf, kindOf } from './entry-draft.ts'
import type { EntryDraft } from './entry-draft.ts'
import type { EntryRows } from './entry-rows.ts'

/** A figure that went down, waiting for somebody to say why. */
export interface OpenQuestion {
  readonly row: EntryRow
  readonly register: Register
  readonly answers: readonly DialAnswer[]
  readonly answer: (answer: DialAnswer | null) => void
}

export interface EntrySaver {
  readonly question: ShallowRef<OpenQuestion | null>
  readonly saving: Ref<boolean>
  /** Keeps what stands in the row; asks what the figures leave open. Answers whether the hand may go on. */
  save(row: EntryRow): Promise<boolean>
  remove(row: EntryRow): Promise<boolean>
}

/** Judged here by the rule of core, so that a question is asked while the hand is still at the meter; core judges again. */
export function entrySaver(
  entry: EntryRows,
  asked: { readonly month: () => Month; readonly readOn: () => LocalDate | null },
): EntrySaver {
  const question = shallowRef<OpenQuestion | null>(null)
  const saving = ref(false)

  async function save(row: EntryRow): Promise<boolean> {
    const draft = entry.draftOf(row)
    if (row.reading?.state === 'entered' && !isChanged(row, draft)) return confirmKept(row)
    if (draft === undefined || !isChanged(row, draft)) return true
    if (isLocked(row)) return refuse(row, t('metering.entry.billed'))
    const judged = judgedOf(row, draft)
    if (judged === null) return true
    if (judged.kind === 'refused') return refuse(row, errorText({ class: 'refused', ...judged }))
    if (judged.kind === 'ask') return askWhy(row, judged)
    if (judged.kind === 'base') return send(row, [])
    const { anomalies } = judged
    if (anomalies.length > 0 && !(await confirmUsage(row, judged))) return false
    return send(row, anomalies)
  }

  function refuse(row: EntryRow, problem: string): false {
    entry.tell(row, problem)
    return false
  }

  async function askWhy(row: EntryRow, asking: Pick<OpenQuestion, 'register' | 'answers'>): Promise<boolean> {
    const { register } = asking
    const answer = await new Promise<DialAnswer | null>((resolve) => {
      question.value = { row, ...asking, answer: resolve }
    })
    question.value = null
    const draft = entry.draftOf(row) ?? NO_DRAFT
    if (answer === 'replaced') return refuse(row, t('metering.entry.ask_replaced'))
    if (answer === null || answer === 'mistyped') return false
    entry.keepDraft(row, answered(draft, register, answer))
    return save(row)
  }

  async function confirmKept(row: EntryRow): Promise<boolean> {
    const kept = row.reading
    if (kept === null) return true
    if (!(await confirmUsage(row, { anomalies: kept.anomalies, usageE3: kept.usageE3 ?? 0 }))) return false
    const input = { meterId: row.meterId, month: asked.month(), readingId: kept.readingId, confirmed: kept.anomalies }
    return take(row, call.command('metering.confirm', input, { commandId: newCommandId() }))
  }

  function send(row: EntryRow, confirmed: readonly Anomaly[]): Promise<boolean> {
    const draft = entry.draftOf(row)
    const readOn = row.reading?.readOn ?? asked.readOn()
    if (readOn === null) return Promise.resolve(refuse(row, t('metering.form.needed')))
    const input = {
      meterId: row.meterId,
      month: asked.month(),
      readingId: row.reading?.readingId ?? null,
      readOn,
      kind: kindOf(row, draft),
      dials: dialsOf(row, draft),
      confirmed: [...confirmed],
    }
    return take(row, call.command('metering.enter', input, { commandId: newCommandId() }))
  }

  async function take(row: EntryRow, sent: Promise<Result<EntryRow>>): Promise<boolean> {
    saving.value = true
    const answer = await sent
    saving.value = false
    if (!answer.ok) return refuse(row, errorText(answer.error))
    entry.put(answer.value)
    return true
  }

  async function remove(row: EntryRow): Promise<boolean> {
    if (row.reading === null) return false
    const input = { meterId: row.meterId, month: asked.month(), readingId: row.reading.readingId }
    return take(row, call.command('metering.remove_reading', input, { commandId: newCommandId() }))
  }

  return { question, saving, save, remove }
}

// oxlint-disable-next-line max-params -- what was typed, where, and what somebody says of it
function answered(
  draft: EntryDraft,
  register: Register,
  answer: Exclude<DialAnswer, 'replaced' | 'mistyped'>,
): EntryDraft {
  if (answer === 'rolled_over') return { ...draft, rolled: [...draft.rolled, register] }
  return { ...draft, run: { ...draft.run, [register]: answer === 'reversed' ? 'reversed' : 'forward' } }
}

function confirmUsage(
  row: EntryRow,
  { anomalies, usageE3 }: { readonly anomalies: readonly Anomaly[]; readonly usageE3: number },
): Promise<boolean> {
  const earlier = row.facts.earlierE3.map((one) => readingText(one)).join(' · ')
  const unit = enumText('meter.unit', row.medium)
  return confirmAct({
    title: t('metering.entry.anomaly_title', { code: row.code, usage: readingText(usageE3), unit }),
    consequences: [
      ...anomalies.map((anomaly) => enumText('meter.anomaly', anomaly)),
      ...(earlier === '' ? [] : [t('metering.entry.anomaly_detail', { earlier })]),
    ],
    verb: t('metering.entry.confirm'),
    // Enter by habit goes back to the figure and confirms nothing.
    tone: 'danger',
  })
}
