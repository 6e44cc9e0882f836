import type { OutputFor } from '../../platform/client.ts'
import { count } from '../../platform/format.ts'
import { enumText, t } from '../../platform/i18n.ts'
import type { DataColumn } from '../../ui/table/column.ts'
import type { TagTone } from '../../ui/tone.ts'

export type JobRow = OutputFor<'job.list'>['jobs'][number]

const TONES: Readonly<Record<JobRow['state'], TagTone>> = {
  queued: 'neutral',
  running: 'info',
  done: 'ok',
  failed: 'due',
  cancelled: 'warn',
}

export function stateTag(job: Pick<JobRow, 'state' | 'cancelRequested'>): {
  readonly text: string
  readonly tone: TagTone
} {
  if (job.cancelRequested && job.state === 'running') return { text: t('job.page.cancelling'), tone: 'warn' }
  return { text: enumText('job.state', job.state), tone: TONES[job.state] }
}

export function jobColumns(options: { readonly everybody: boolean }): readonly DataColumn<JobRow>[] {
  const by: readonly DataColumn<JobRow>[] = options.everybody
    ? [
        {
          key: 'startedBy',
          title: t('job.page.col_by'),
          width: 96,
          value: ({ startedBy }) => startedBy || t('job.page.itself'),
        },
      ]
    : []
  return [
    {
      key: 'kind',
      title: t('job.page.col_kind'),
      kind: 'code',
      width: 160,
      flex: 1,
      value: ({ kind }) => enumText('job.kind', kind),
    },
    { key: 'state', title: t('job.page.col_state'), kind: 'tag', width: 96, tag: stateTag },
    { key: 'progress', title: t('job.page.col_progress'), width: 130, value: progressOf },
    ...by,
    { key: 'createdAt', title: t('job.page.col_begun'), kind: 'time', width: 136 },
    { key: 'finishedAt', title: t('job.page.col_finished'), kind: 'time', width: 136 },
  ]
}

function progressOf({ done, total }: JobRow): string | null {
  return total === 0 ? null : `${count(done)} / ${count(total)}`
}
