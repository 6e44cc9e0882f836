import { computed, shallowRef } from 'vue'

import type { Id } from '../../../src-shared/kernel/ids.ts'
import { useSession } from '../../platform/session.ts'
import { useAppQuery } from '../../platform/use-query.ts'
import { arraySource } from '../../ui/table/list-source.ts'
import { accountColumns, compareAccounts } from './account-columns.ts'
import type { Account } from './account-words.ts'

/** Which accounts the list shows. */
export const SHOWN = ['all', 'unused', 'shared'] as const
export type Shown = (typeof SHOWN)[number]

const BELONGS: Readonly<Record<Shown, (account: Account) => boolean>> = {
  all: () => true,
  unused: ({ unused }) => unused,
  shared: ({ shared }) => shared !== null,
}

export type UserLayer = 'none' | 'create' | 'roles' | 'reset' | 'disable'

/** The accounts of the project, the one under the hand, and the layer above them. */
export function useUsers() {
  const session = useSession()
  const query = useAppQuery('user.list', {})
  const roles = useAppQuery('user.roles', {})
  const layer = shallowRef<UserLayer>('none')
  const marked = shallowRef<Id | null>(null)
  const shown = shallowRef<Shown>('all')
  const users = computed(() => query.data.value?.users ?? [])
  const picked = computed(() => users.value.find((account) => account.id === marked.value) ?? null)
  const isSelf = computed(() => picked.value !== null && picked.value.id === session.view?.user.id)
  const mayManage = computed(() => session.can('user.manage'))

  return {
    query,
    layer,
    users,
    picked,
    isSelf,
    mayManage,
    roles: computed(() => roles.data.value?.roles ?? []),
    projectName: computed(() => session.view?.project?.name ?? ''),
    shown,
    counted: (one: Shown) => users.value.filter(BELONGS[one]).length,
    source: computed(() => arraySource(users.value.filter(BELONGS[shown.value]), { compare: compareAccounts })),
    columns: computed(accountColumns),
    mark: (account: Account | null) => {
      // A list that is read again has no row under the hand for a moment; the account stays chosen.
      if (account !== null) marked.value = account.id
    },
    want: (userId: Id) => {
      marked.value = userId
    },
    show: (next: UserLayer) => {
      if (!mayManage.value) return
      if (next !== 'create' && picked.value === null) return
      if ((next === 'reset' || next === 'disable') && isSelf.value) return
      layer.value = next
    },
    close: () => {
      layer.value = 'none'
    },
  }
}
