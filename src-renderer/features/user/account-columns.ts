import { t } from '../../platform/i18n.ts'
import type { DataColumn } from '../../ui/table/column.ts'
import { reachText, roleNames, stateTag } from './account-words.ts'
import type { Account } from './account-words.ts'

export function accountColumns(): readonly DataColumn<Account>[] {
  return [
    {
      key: 'displayName',
      title: t('user.page.display_name'),
      kind: 'code',
      width: 110,
      flex: 1,
      pinned: true,
      sortKey: 'name',
    },
    { key: 'username', title: t('user.page.username'), width: 120, flex: 1, sortKey: 'username' },
    {
      key: 'roles',
      title: t('user.page.roles'),
      width: 130,
      flex: 2,
      value: roleNames,
      tone: (account) => (account.roles.length === 0 ? 'mute' : null),
      sortKey: 'roles',
    },
    { key: 'buildings', title: t('user.page.buildings'), width: 110, value: reachText },
    { key: 'state', title: t('user.page.state'), width: 140, kind: 'tag', tag: stateTag, sortKey: 'state' },
    { key: 'lastLoginAt', title: t('user.page.last_login'), kind: 'time', width: 140, sortKey: 'last_login' },
  ]
}

/** Order of the list by what a click on a head asks for; who can sign in stands before who cannot. */
export function compareAccounts(left: Account, right: Account, key: string): number {
  if (key === 'name') return left.displayName.localeCompare(right.displayName, 'zh-CN')
  if (key === 'roles') return roleNames(left).localeCompare(roleNames(right), 'zh-CN')
  if (key === 'last_login') return (left.lastLoginAt ?? 0) - (right.lastLoginAt ?? 0)
  if (key === 'state' && left.state !== right.state) return left.state < right.state ? -1 : 1
  return left.username < right.username ? -1 : Number(left.username > right.username)
}
