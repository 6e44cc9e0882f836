import { enumText, t } from '../../../platform/i18n.ts'
import type { DataColumn } from '../../../ui/table/column.ts'
import type { TagTone } from '../../../ui/tone.ts'
import type { RunView } from './run-scope.ts'

const TONES: Readonly<Record<RunView['state'], TagTone>> = {
  submitted: 'warn',
  generating: 'info',
  posted: 'ok',
  cancelled: 'neutral',
  undoing: 'info',
  undone: 'neutral',
}

export function runsColumns(): readonly DataColumn<RunView>[] {
  return [
    { key: 'month', title: t('billing.runs.month'), kind: 'code', width: 84 },
    {
      key: 'state',
      title: t('billing.runs.state'),
      width: 90,
      tag: (run) => ({ text: enumText('billing.run_state', run.state), tone: TONES[run.state] }),
    },
    { key: 'created', title: t('billing.runs.created'), kind: 'count', width: 74 },
    { key: 'totalFen', title: t('billing.runs.total'), kind: 'money', width: 120 },
    { key: 'skipped', title: t('billing.runs.skipped'), kind: 'count', width: 66 },
    { key: 'existing', title: t('billing.runs.existing'), kind: 'count', width: 70, optional: true },
    {
      key: 'startedBy',
      title: t('billing.runs.by'),
      width: 90,
      flex: 1,
      value: (run) => (run.startedBy === '' ? t('billing.runs.by_itself') : run.startedBy),
    },
    { key: 'checkedBy', title: t('billing.runs.checked_by'), width: 80, value: (run) => run.checkedBy, optional: true },
    { key: 'startedAt', title: t('billing.runs.at'), kind: 'time', width: 130 },
  ]
}
