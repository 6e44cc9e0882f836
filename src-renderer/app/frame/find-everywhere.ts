import { assertNever } from '../../../src-shared/kernel/assert.ts'
import { admit } from '../../platform/access.ts'
import type { Granted } from '../../platform/access.ts'
import { call, newCommandId } from '../../platform/client.ts'
import type { OutputFor } from '../../platform/client.ts'
import { errorText } from '../../platform/error-text.ts'
import type { SearchTarget, SearchedKind } from '../../platform/feature-module.ts'
import { money } from '../../platform/format.ts'
import { t } from '../../platform/i18n.ts'
import { notify } from '../../ui/notice/notice.ts'
import { FEATURES } from '../features.ts'

const MOST = 12

export interface FoundObject {
  readonly id: string
  readonly object: SearchedKind
  readonly title: string
  readonly detail: string
  readonly kind: string
  readonly to: string
}

type Hit = OutputFor<'search.find'>['hits'][number]

/** Where a kind of object opens for this person: the first page, by order, that may be opened. */
export function targetOf(kind: SearchedKind, targets: readonly SearchTarget[], granted: Granted): SearchTarget | null {
  const open = targets.filter((target) => target.kind === kind && admit(target, granted).kind === 'open')
  return open.toSorted((left, right) => left.order - right.order)[0] ?? null
}

/** Hits of the one search, each with the address that opens it; what no page opens is left out. */
export async function findEverywhere(text: string, granted: Granted): Promise<readonly FoundObject[]> {
  const answer = await call.query('search.find', { text, limit: MOST })
  if (!answer.ok) return []
  const { hits, asksForPerson } = answer.value
  const people = asksForPerson ? await lookUp(text) : []
  const targets = FEATURES.flatMap((feature) => feature.searchTargets ?? [])
  return [...people, ...hits].flatMap((hit) => {
    const target = targetOf(hit.kind, targets, granted)
    return target === null ? [] : [shown(hit, target)]
  })
}

/** A whole phone or ID number: core writes down who asked, and refuses too many. */
async function lookUp(text: string): Promise<readonly Hit[]> {
  const answer = await call.command('search.look_up', { text, limit: MOST }, { commandId: newCommandId() })
  if (answer.ok) return answer.value.hits
  notify({ tone: 'warn', text: errorText(answer.error) })
  return []
}

function shown(hit: Hit, target: SearchTarget): FoundObject {
  switch (hit.kind) {
    case 'room': {
      const { overdueFen } = hit
      const owes = overdueFen !== null && overdueFen > 0 ? t('app.top.hit_overdue', { amount: money(overdueFen) }) : ''
      const detail = [hit.names, hit.phone ?? '', owes].filter((part) => part !== '').join(' · ')
      return {
        id: hit.roomId,
        object: 'room',
        title: hit.code,
        detail,
        kind: t('app.top.hit_room'),
        to: target.to(hit.roomId),
      }
    }
    case 'receipt':
      return {
        id: hit.receiptId,
        object: 'receipt',
        title: hit.receiptNo,
        detail: `${hit.roomCodes} · ${money(hit.amountFen)}`,
        kind: t('app.top.hit_receipt'),
        to: target.to(hit.receiptId),
      }
    default:
      return assertNever(hit)
  }
}
