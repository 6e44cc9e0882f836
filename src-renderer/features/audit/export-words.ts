import type { OutputFor } from '../../platform/client.ts'
import { enumText, t, textIfAny } from '../../platform/i18n.ts'
import type { DataColumn } from '../../ui/table/column.ts'
import type { TagTone } from '../../ui/tone.ts'
import { commandText } from './audit-words.ts'

export type ExportRow = OutputFor<'audit.exports'>['exports'][number]

const TONES: Readonly<Record<ExportRow['state'], TagTone>> = {
  queued: 'neutral',
  running: 'info',
  done: 'ok',
  failed: 'due',
  cancelled: 'warn',
}

export function exportColumns(): readonly DataColumn<ExportRow>[] {
  return [
    { key: 'at', title: t('audit.exports.col_at'), kind: 'time', width: 136, pinned: true },
    { key: 'by', title: t('audit.exports.col_by'), width: 90 },
    { key: 'kind', title: t('audit.exports.col_kind'), kind: 'code', width: 150, flex: 1, value: kindOf },
    {
      key: 'contents',
      title: t('audit.exports.col_contents'),
      width: 170,
      flex: 1,
      value: ({ contents }) => enumText('audit.contents', contents),
      tone: ({ contents }) => (contents === 'contacts' ? 'due' : null),
    },
    { key: 'rows', title: t('audit.exports.col_rows'), kind: 'count', width: 80 },
    { key: 'fileName', title: t('audit.exports.col_file'), width: 180, flex: 1 },
    { key: 'approvedBy', title: t('audit.exports.col_approver'), width: 96 },
    {
      key: 'state',
      title: t('audit.exports.col_state'),
      kind: 'tag',
      width: 96,
      tag: ({ state }) => ({ text: enumText('job.state', state), tone: TONES[state] }),
    },
  ]
}

/** A file is written by a job, or by a command that waits for it. */
function kindOf({ kind }: ExportRow): string {
  return textIfAny(`enum.job.kind.${kind}`) ?? commandText(kind)
}
