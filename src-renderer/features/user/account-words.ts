import { PERMISSIONS } from '../../../src-shared/domain/access/permissions.ts'
import type { Permission } from '../../../src-shared/domain/access/permissions.ts'
import { instant } from '../../../src-shared/kernel/time.ts'
import type { OutputFor } from '../../platform/client.ts'
import { enumText, textIfAny, t } from '../../platform/i18n.ts'
import { roleName } from '../../platform/role-name.ts'
import { whenText } from '../../platform/time.ts'
import type { TagTone } from '../../ui/tone.ts'

export type Account = OutputFor<'user.list'>['users'][number]
export type Role = OutputFor<'user.roles'>['roles'][number]
export type HeldRole = Account['roles'][number]

interface Tag {
  readonly text: string
  readonly tone: TagTone
}

/** What hinders this account from signing in, the strongest first, then what is to be asked about it; else a plain word. */
export function stateTag(account: Account): Tag {
  if (account.state === 'disabled') return { text: t('user.page.disabled'), tone: 'neutral' }
  if (account.lockedUntilAt !== null) return { text: t('user.page.locked'), tone: 'due' }
  if (account.mustChangePassword) return { text: t('user.page.first_password'), tone: 'warn' }
  if (account.shared !== null) return { text: t('user.page.shared'), tone: 'warn' }
  if (account.unused) return { text: t('user.page.unused'), tone: 'warn' }
  return { text: t('user.page.active'), tone: 'ok' }
}

/** What is to be asked about an account that works, in sentences. */
export function questionsAbout({ shared, unused }: Pick<Account, 'shared' | 'unused'>): readonly string[] {
  const notes = unused ? [t('user.page.unused_note')] : []
  if (shared === null) return notes
  const how = enumText('user.shared', shared.kind)
  return [t('user.page.shared_note', { how, when: whenText(instant(shared.at)) }), ...notes]
}

export function roleNames(account: Account): string {
  const names = new Set(account.roles.map(roleName))
  return names.size === 0 ? t('user.page.no_role') : [...names].join(t('user.page.and'))
}

/** 整个项目, or how many buildings the roles reach together; nothing without a role. */
export function reachText(account: Account): string | null {
  if (account.roles.length === 0) return null
  if (account.roles.some(({ buildingIds }) => buildingIds === null)) return t('user.page.whole')
  const buildings = new Set(account.roles.flatMap(({ buildingIds }) => buildingIds ?? []))
  return t('user.page.some', { n: buildings.size })
}

/** The buildings of a role by name. */
export function buildingsText(role: HeldRole, names: ReadonlyMap<string, string>): string {
  if (role.buildingIds === null) return t('user.page.whole')
  return role.buildingIds.map((id) => names.get(id) ?? t('user.page.unknown_building')).join(t('user.page.and'))
}

/** What permissions let one do, in their own order; all of them are a word. */
export function mayText(permissions: Iterable<Permission>): string {
  const granted = new Set(permissions)
  if (granted.size === PERMISSIONS.length) return t('user.page.may_all')
  const names = PERMISSIONS.filter((permission) => granted.has(permission))
  return names.map((permission) => textIfAny(`access.permission.${permission}`) ?? permission).join(t('user.page.and'))
}

/** What an account may do by all its roles together. */
export function permissionsOf(account: Account, roles: readonly Role[]): ReadonlySet<Permission> {
  const held = new Set(account.roles.map(({ code }) => code))
  return new Set(roles.flatMap((role) => (held.has(role.code) ? role.permissions : [])))
}
