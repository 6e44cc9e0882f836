import type { OutputFor } from '../../../platform/client.ts'
import { money } from '../../../platform/format.ts'
import { t } from '../../../platform/i18n.ts'
import { roleName } from '../../../platform/role-name.ts'
import type { DataColumn } from '../../../ui/table/column.ts'
import { kindText } from '../fact-words.ts'

export type RoleLimit = OutputFor<'approval.limits'>['limits'][number]
export type Limit = RoleLimit['alone']

export function limitText(limit: Limit): string {
  return limit.kind === 'up_to'
    ? t('approval.limits.up_to', { amount: money(limit.fen) })
    : t(`approval.limits.${limit.kind}`)
}

export const roleOf = ({ roleCode, roleName: name }: RoleLimit): string => roleName({ code: roleCode, name })
export const keyOf = ({ kind, roleCode }: Pick<RoleLimit, 'kind' | 'roleCode'>): string => `${kind} ${roleCode}`

export function limitColumns(): readonly DataColumn<RoleLimit>[] {
  return [
    { key: 'kind', title: t('approval.limits.col_kind'), width: 190, flex: 1, value: ({ kind }) => kindText(kind) },
    { key: 'role', title: t('approval.limits.col_role'), kind: 'code', width: 120, value: roleOf },
    { key: 'alone', title: t('approval.limits.col_alone'), width: 170, value: ({ alone }) => limitText(alone) },
    {
      key: 'approve',
      title: t('approval.limits.col_approve'),
      width: 170,
      value: ({ approve }) => limitText(approve),
      tone: ({ decides }) => (decides ? null : 'mute'),
    },
  ]
}
