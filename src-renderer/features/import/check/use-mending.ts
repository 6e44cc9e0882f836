import { ref, shallowRef } from 'vue'

import { errorText } from '../../../platform/error-text.ts'
import { notify } from '../../../ui/notice/notice.ts'
import type { RowView } from '../import-words.ts'
import type { OpenDraft } from '../use-draft-view.ts'
import { cellText, firstWrongField } from './check-columns.ts'

/** The cell under the hand, and going from one wrong cell to the next. */
export function useMending(draft: OpenDraft) {
  const editing = shallowRef<{ readonly row: number; readonly field: string } | null>(null)
  const current = shallowRef<RowView | null>(null)
  /** The list is being read again after a mend: the row that then stands under the cursor is the next one. */
  const goingOn = ref(false)

  function begin(row: RowView, field: string | null = firstWrongField(row)): void {
    if (field !== null && draft.view.value?.importingJobId === null) editing.value = { row: row.rowNumber, field }
  }

  function leave(): void {
    editing.value = null
  }

  async function save(row: RowView, text: string): Promise<void> {
    const at = editing.value
    if (at === null) return
    editing.value = null
    if (text === cellText(row, at.field)) return
    goingOn.value = true
    const error = await draft.change('import.mend', { cells: [{ row: at.row, field: at.field, text }] })
    if (error === null) return
    goingOn.value = false
    notify({ tone: 'due', text: errorText(error) })
  }

  /** The table has put its cursor on a row. */
  function moved(row: RowView | null): void {
    current.value = row
    if (row === null || !goingOn.value) return
    goingOn.value = false
    begin(row)
  }

  return {
    editing,
    current,
    begin,
    leave,
    save,
    moved,
    isEditing: (row: RowView, field: string) => editing.value?.row === row.rowNumber && editing.value.field === field,
  }
}
