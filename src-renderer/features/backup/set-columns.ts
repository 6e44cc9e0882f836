import type { OutputFor } from '../../platform/client.ts'
import { count } from '../../platform/format.ts'
import { enumText, t } from '../../platform/i18n.ts'
import type { DataColumn } from '../../ui/table/column.ts'
import type { TagTone } from '../../ui/tone.ts'

export type SetRow = OutputFor<'backup.list_sets'>['sets'][number]

const MB = 1_048_576
const TONES: Readonly<Record<SetRow['origin'], TagTone>> = { own: 'ok', other: 'neutral', unreadable: 'due' }

/** `12.4`: a size in MB, at least a tenth, so that nothing looks empty that is not. */
export function megabytes(bytes: number): string {
  return Math.max(bytes / MB, bytes === 0 ? 0 : 0.1).toFixed(1)
}

export function setColumns(): readonly DataColumn<SetRow>[] {
  const figure = (row: SetRow, value: string): string | null => (row.origin === 'unreadable' ? null : value)
  return [
    { key: 'madeAt', title: t('backup.page.col_made'), kind: 'time', width: 140 },
    { key: 'setName', title: t('backup.page.col_name'), kind: 'code', width: 190, flex: 1 },
    {
      key: 'origin',
      title: t('backup.page.col_origin'),
      kind: 'tag',
      width: 90,
      tag: ({ origin }) => ({ text: enumText('backup.origin', origin), tone: TONES[origin] }),
    },
    {
      key: 'bytes',
      title: t('backup.page.col_size'),
      width: 90,
      value: (row) => figure(row, t('backup.page.mb', { mb: megabytes(row.bytes) })),
    },
    {
      key: 'operations',
      title: t('backup.page.col_operations'),
      width: 90,
      value: (row) => figure(row, count(row.operations)),
    },
    {
      key: 'receipts',
      title: t('backup.page.col_receipts'),
      width: 80,
      value: (row) => figure(row, count(row.receipts)),
    },
    { key: 'program', title: t('backup.page.col_program'), width: 90 },
    { key: 'act', title: '', width: 90 },
  ]
}
