import { errorText } from '../../../platform/error-text.ts'
import { count } from '../../../platform/format.ts'
import { t } from '../../../platform/i18n.ts'
import type { Pace } from './pace.ts'
import type { JobView } from './use-job.ts'

/** What the job does at the moment. */
export function stateText(job: JobView): string {
  if (job.cancelRequested && job.state === 'running') return t('standard.job.cancelling')
  if (job.state === 'running' && job.total === 0) return t('standard.job.preparing')
  return t(`standard.job.${job.state}`)
}

/** `1,200 / 4,861`, rows a second, time left: as much of it as is known. */
export function paceText(job: JobView, pace: Pace | null): string {
  const rows = job.total === 0 ? [] : [t('standard.job.rows', { done: count(job.done), total: count(job.total) })]
  if (pace === null) return rows.join('')
  return [...rows, t('standard.job.pace', { perSecond: count(pace.perSecond) }), timeLeft(pace.secondsLeft)].join(' · ')
}

export function failureText(job: JobView): string {
  if (job.failure === null) return ''
  return errorText({ class: 'refused', ...job.failure })
}

function timeLeft(seconds: number): string {
  if (seconds < 90) return t('standard.job.seconds_left', { seconds })
  return t('standard.job.minutes_left', { minutes: Math.ceil(seconds / 60) })
}
