import { computed, shallowRef } from 'vue'

import type { Id } from '../../../src-shared/kernel/ids.ts'
import { count } from '../../platform/format.ts'
import { t } from '../../platform/i18n.ts'
import { useSession } from '../../platform/session.ts'
import { useAppQuery } from '../../platform/use-query.ts'
import { arraySource } from '../../ui/table/list-source.ts'
import { compareStandards, standardColumns } from './standard-columns.ts'
import type { Standard } from './standard-words.ts'

export type Layer = 'none' | 'create' | 'price' | 'bind' | 'end' | 'override' | 'figures' | 'copy'
/** What has nothing to do with the standard under the hand. */
const WITHOUT_PICK: ReadonlySet<Layer> = new Set<Layer>(['none', 'create', 'figures', 'copy'])
/** What a one-off charge has none of: it is bound to no room. */
const OF_BINDINGS: ReadonlySet<Layer> = new Set<Layer>(['bind', 'end', 'override'])

/** The list, the standard under the hand, and the layer above them. */
export function useStandards() {
  const session = useSession()
  const query = useAppQuery('standard.list', {})
  const layer = shallowRef<Layer>('none')
  const marked = shallowRef<Standard | null>(null)
  /** Just made: the list comes back with it, and it is the one to go on with. */
  const wanted = shallowRef<Id | null>(null)
  const standards = computed(() => query.data.value?.standards ?? [])
  let markedIn = standards.value
  const picked = computed(() => {
    const id = wanted.value ?? marked.value?.standardId
    return standards.value.find((standard) => standard.standardId === id) ?? null
  })
  const mayEdit = computed(() => session.can('standard.edit'))

  return {
    query,
    layer,
    picked,
    mayEdit,
    standards,
    source: computed(() => arraySource(standards.value, { compare: compareStandards })),
    columns: computed(standardColumns),
    feesText: computed(() => {
      const fees = new Set(standards.value.map((standard) => standard.feeItemId)).size
      return t('standard.page.card_standards_detail', { count: fees, n: count(fees) })
    }),
    boundRooms: computed(() => standards.value.reduce((sum, standard) => sum + standard.boundRooms, 0)),
    mark: (standard: Standard | null) => {
      // The list that comes back with a new standard marks the row at its old place: nobody moved.
      const cameBack = standards.value !== markedIn
      markedIn = standards.value
      marked.value = standard
      if (!cameBack) wanted.value = null
    },
    want: (standardId: Id) => {
      wanted.value = standardId
    },
    show: (next: Layer) => {
      if (!mayEdit.value) return
      if (!WITHOUT_PICK.has(next) && picked.value === null) return
      if (OF_BINDINGS.has(next) && picked.value?.terms.pricing.kind === 'one_off') return
      layer.value = next
    },
  }
}
