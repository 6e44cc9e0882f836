import { computed, ref } from 'vue'
import type { ComputedRef } from 'vue'

import { IMPORT_FIELD_NAMES } from '../../../../src-shared/domain/import/index.ts'
import { errorText } from '../../../platform/error-text.ts'
import { t } from '../../../platform/i18n.ts'
import { fieldText } from '../import-words.ts'
import type { DraftView } from '../import-words.ts'
import type { OpenDraft } from '../use-draft-view.ts'

const LEFT_OUT = ''

/** Which sheet, which header lines, which column becomes what. Each choice is stored at once. */
export function useColumns(draft: OpenDraft, view: ComputedRef<DraftView>) {
  const failure = ref('')

  const sheets = computed(() =>
    view.value.sheets.map(({ name, rows }, index) => ({
      value: index,
      label: t('import.page.sheet_rows', { name, count: rows }),
    })),
  )
  const rows = computed(() =>
    view.value.topRows.map(({ rowNumber }) => ({
      value: rowNumber,
      label: t('import.page.row_number', { row: rowNumber }),
    })),
  )
  const lines = computed<'one' | 'two'>(() => (view.value.headerRows.length === 2 ? 'two' : 'one'))
  const firstRow = computed(() => view.value.headerRows[0])
  const fields = computed(() => [
    { value: LEFT_OUT, label: t('import.page.left_out') },
    ...IMPORT_FIELD_NAMES.map((field) => ({ value: field as string, label: fieldText(field) })),
  ])
  const missing = computed(() => view.value.missingFields.map(fieldText).join(t('import.page.comma')))
  const mayGoOn = computed(() => view.value.headerRows.length > 0 && !view.value.missingFields.includes('room'))

  async function configure(choice: Parameters<typeof draft.change<'import.configure'>>[1]): Promise<void> {
    const error = await draft.change('import.configure', choice)
    failure.value = error === null ? '' : errorText(error)
  }

  function headerRows(first: number, count: 'one' | 'two'): Promise<void> {
    return configure({ headerRows: count === 'two' ? [first, first + 1] : [first] })
  }

  return {
    failure,
    sheets,
    rows,
    lines,
    firstRow,
    fields,
    missing,
    mayGoOn,
    isHeader: (row: number) => view.value.headerRows.includes(row),
    chooseSheet: (sheetIndex: number) => configure({ sheetIndex }),
    chooseRow: (row: number) => headerRows(row, lines.value),
    chooseLines: (count: 'one' | 'two') => headerRows(firstRow.value ?? view.value.topRows[0]?.rowNumber ?? 1, count),
    chooseField: (index: number, field: string) =>
      configure({ columns: [{ index, field: field === LEFT_OUT ? null : field }] }),
  }
}
