import type { SafetyLevel } from '../../../src-shared/domain/safety/index.ts'
import type { Permission } from '../../../src-shared/domain/access/permissions.ts'
import type { Instant } from '../../../src-shared/kernel/time.ts'
import type { OutputFor } from '../../platform/client.ts'
import { count } from '../../platform/format.ts'
import { enumText, t } from '../../platform/i18n.ts'
import { whenText } from '../../platform/time.ts'

export type Overview = OutputFor<'safety.overview'>
type CoreItem = 'backup' | 'drill' | 'file' | 'chain' | 'sign_in' | 'disclosure' | 'account' | 'retention'

export interface SafetyItem {
  readonly id: CoreItem | 'unlock' | 'update'
  readonly level: SafetyLevel
  /** How it stands, sentence by sentence. */
  readonly said: readonly string[]
  readonly to: string
  /** What the page behind the button takes; `null`: everybody may. */
  readonly needs: Permission | null
}

const when = (at: number | null): string => (at === null ? t('safety.backup.none') : whenText(at as Instant))
const list = (names: readonly string[]): string => names.join('、')

/** What core says, in the order of the page. */
export function coreItems(data: Overview): readonly SafetyItem[] {
  return [
    backupItem(data),
    drillItem(data),
    fileItem(data),
    chainItem(data),
    signInItem(data),
    disclosureItem(data),
    accountItem(data),
    retentionItem(data),
  ]
}

function backupItem({ backup }: Overview): SafetyItem {
  const { level, health, lastDoneAt, lastFailedAt } = backup
  const said = t(`safety.backup.${health}`, { at: when(lastDoneAt), failed: when(lastFailedAt) })
  return { id: 'backup', level, said: [said], to: '/backup', needs: 'backup.make' }
}

function drillItem({ drill }: Overview): SafetyItem {
  const { level, due, missed, last } = drill
  const nights = due === 0 ? [] : [t(missed > 0 ? 'safety.drill.missed' : 'safety.drill.kept', { due, missed })]
  const proved =
    last === null
      ? t('safety.drill.none')
      : t('safety.drill.last', { at: when(last.at), rows: count(last.rows), seconds: count(last.seconds) })
  return { id: 'drill', level, said: [...nights, proved], to: '/backup', needs: 'backup.make' }
}

function fileItem({ file }: Overview): SafetyItem {
  const said =
    file.verdict === null ? t('safety.file.none') : t(`safety.file.${file.verdict}`, { at: when(file.checkedAt) })
  return { id: 'file', level: file.level, said: [said], to: '/backup', needs: 'backup.make' }
}

function chainItem({ chain }: Overview): SafetyItem {
  return { id: 'chain', level: chain.level, said: [chainText(chain)], to: '/audit', needs: 'audit.view' }
}

function chainText({ checkedAt, problem, setsRead, links, sets }: Overview['chain']): string {
  if (problem === null || setsRead === null) return t('safety.chain.none')
  const at = when(checkedAt)
  if (problem !== 'none') return t('safety.chain.broken', { at, problem: enumText('audit.problem', problem) })
  const key = setsRead === 'read' ? 'intact' : setsRead
  return t(`safety.chain.${key}`, { at, links: count(links), sets: count(sets) })
}

function signInItem({ signIn }: Overview): SafetyItem {
  const { level, lastDay, lastWeek, locked } = signIn
  const counted =
    lastWeek === 0
      ? t('safety.sign_in.none')
      : t('safety.sign_in.counted', { day: count(lastDay), week: count(lastWeek) })
  const names = locked.length === 0 ? [] : [t('safety.sign_in.locked', { names: list(locked) })]
  return { id: 'sign_in', level, said: [...names, counted], to: '/user', needs: 'user.view' }
}

function disclosureItem({ disclosure }: Overview): SafetyItem {
  const { level, reveals, exports, fullExportsAlone } = disclosure
  const counted =
    reveals + exports === 0
      ? t('safety.disclosure.none')
      : t('safety.disclosure.counted', { reveals: count(reveals), exports: count(exports) })
  const alone = fullExportsAlone === 0 ? [] : [t('safety.disclosure.alone', { count: fullExportsAlone })]
  return { id: 'disclosure', level, said: [counted, ...alone], to: '/audit/exports', needs: 'audit.view' }
}

function accountItem({ account }: Overview): SafetyItem {
  const { level, unused, shared } = account
  const said = [
    ...(unused.length === 0 ? [] : [t('safety.account.unused', { names: list(unused) })]),
    ...(shared.length === 0 ? [] : [t('safety.account.shared', { names: list(shared) })]),
  ]
  return {
    id: 'account',
    level,
    said: said.length === 0 ? [t('safety.account.none')] : said,
    to: '/user',
    needs: 'user.view',
  }
}

function retentionItem({ retention }: Overview): SafetyItem {
  const { level, gone, longGone, oldestOn } = retention
  const params = { gone: count(gone), long: count(longGone), oldest: oldestOn ?? '' }
  const key = gone === 0 ? 'none' : longGone === 0 ? 'gone' : 'long_gone'
  return { id: 'retention', level, said: [t(`safety.retention.${key}`, params)], to: '/room', needs: 'room.view' }
}
