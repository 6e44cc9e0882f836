import { ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'

import { useDraft } from '../../../platform/use-draft.ts'
import type { EntryRow, Register } from '../meter-words.ts'
import { shownValue, withValue } from './entry-draft.ts'
import type { EntryDraft } from './entry-draft.ts'

/** The rows on the screen with what is typed into them and what stands in the way of keeping it, by meter. */
export interface EntryRows {
  readonly rows: ShallowRef<readonly EntryRow[]>
  readonly drafts: Ref<Record<string, EntryDraft>>
  readonly problems: Ref<Record<string, string>>
  draftOf(row: EntryRow): EntryDraft | undefined
  keepDraft(row: EntryRow, draft: EntryDraft): void
  type(row: EntryRow, register: Register, valueE3: number | null): void
  /** `null` takes the problem away. */
  tell(row: EntryRow, problem: string | null): void
  /** A row as core answered it: nothing of it is left to be saved. */
  put(row: EntryRow): void
}

export function useEntryRows(): EntryRows {
  const rows = shallowRef<readonly EntryRow[]>([])
  const drafts = useDraft<Record<string, EntryDraft>>('metering.entry', () => ({})).value
  const problems = ref<Record<string, string>>({})

  const draftOf = (row: EntryRow): EntryDraft | undefined => drafts.value[row.meterId]

  function keepDraft(row: EntryRow, draft: EntryDraft): void {
    drafts.value = { ...drafts.value, [row.meterId]: draft }
  }

  function tell(row: EntryRow, problem: string | null): void {
    const { [row.meterId]: _old, ...others } = problems.value
    problems.value = problem === null ? others : { ...others, [row.meterId]: problem }
  }

  return {
    rows,
    drafts,
    problems,
    draftOf,
    keepDraft,
    tell,
    type(row, register, valueE3) {
      if (valueE3 === shownValue(row, draftOf(row), register)) return
      keepDraft(row, withValue(draftOf(row), register, valueE3))
      tell(row, null)
    },
    put(row) {
      rows.value = rows.value.map((one) => (one.meterId === row.meterId ? row : one))
      const { [row.meterId]: _kept, ...others } = drafts.value
      drafts.value = others
      tell(row, null)
    },
  }
}
