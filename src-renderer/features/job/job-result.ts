import type { Fen } from '../../../src-shared/kernel/money.ts'
import { count, money } from '../../platform/format.ts'
import { t, textIfAny } from '../../platform/i18n.ts'
import type { JobRow } from './job-columns.ts'

export interface Figure {
  readonly label: string
  readonly value: string
}

/** Figures with a label; ids and what serves the program alone have none. */
export function figuresOf({ kind, result }: Pick<JobRow, 'kind' | 'result'>): readonly Figure[] {
  return Object.entries(result ?? {}).flatMap(([name, value]) => {
    const label = textIfAny(`job.result.${kind}.${name}`)
    return label === null ? [] : [{ label, value: shown(name, value) }]
  })
}

function shown(name: string, value: number | string): string {
  if (typeof value === 'string') return value
  return name.endsWith('Fen') ? money(value as Fen) : count(value)
}

/** A file that the job wrote, and the permission by which the program opens it while it runs. */
export function fileOf({ result }: Pick<JobRow, 'result'>): { readonly name: string; readonly grantId: string } | null {
  const name = result?.['fileName']
  const grantId = result?.['grantId']
  return typeof name === 'string' && typeof grantId === 'string' ? { name, grantId } : null
}

/** How long it took, in words. */
export function tookText({ createdAt, finishedAt }: Pick<JobRow, 'createdAt' | 'finishedAt'>): string | null {
  if (finishedAt === null) return null
  const seconds = Math.max(1, Math.round((finishedAt - createdAt) / 1000))
  if (seconds < 60) return t('job.page.seconds', { seconds })
  return t('job.page.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })
}
