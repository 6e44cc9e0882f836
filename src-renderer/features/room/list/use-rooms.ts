import { computed, onActivated, onScopeDispose, reactive, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'

import type { Id } from '../../../../src-shared/kernel/ids.ts'
import { onCoreEvent, onMissedEvents } from '../../../platform/events.ts'
import { contractList } from '../../../ui/table/list-source.ts'
import type { RoomRow } from '../room-words.ts'
import { NO_CHOICE, choiceOfAddress, filterOf, roomOfAddress } from './room-filter.ts'
import type { RoomChoice, RoomFilter } from './room-filter.ts'

/** A list is opened anew when the typing rests, not at every letter. */
const REST_MS = 200

/** The list: its filter, also by the address, the room that is open beside it, and when it must be read again. */
export function useRooms() {
  const route = useRoute()
  const choice = reactive<RoomChoice>({ ...NO_CHOICE })
  const filter = shallowRef<RoomFilter>({})
  const version = shallowRef(0)
  const opened = shallowRef<Id | null>(null)
  const current = shallowRef<RoomRow | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  function apply(): void {
    const next = filterOf(choice)
    if (JSON.stringify(next) !== JSON.stringify(filter.value)) filter.value = next
  }
  function fromAddress(): void {
    const asked = choiceOfAddress(route.query)
    if (asked !== null) Object.assign(choice, asked)
    const room = roomOfAddress(route.query)
    if (room !== null) opened.value = room
  }
  const again = (): void => {
    version.value += 1
  }

  fromAddress()
  apply()
  watch(() => [choice.buildingId, choice.usage, choice.occupancy, choice.arrears, choice.missing], apply)
  watch(
    () => choice.text,
    () => {
      clearTimeout(timer)
      timer = setTimeout(apply, REST_MS)
    },
  )
  watch(
    () => route.fullPath,
    () => route.name === 'room' && fromAddress(),
  )
  onActivated(fromAddress)
  // While a room stands beside the list, the hand that moves on shows the next one; a list that is read again does not move it.
  watch(current, (row, before) => {
    if (opened.value === null || row === null || before === null || row.roomId === before.roomId) return
    opened.value = row.roomId
  })
  for (const name of [
    'room.changed',
    'import.changed',
    'billing.changed',
    'payment.collected',
    'receipt.voided',
  ] as const) {
    onScopeDispose(onCoreEvent(name, again))
  }
  onScopeDispose(onMissedEvents(again))
  onScopeDispose(() => clearTimeout(timer))

  return {
    choice,
    filter,
    version,
    opened,
    current,
    source: contractList('room.list', 'room.list_rows'),
    filtered: computed(() => Object.keys(filter.value).length > 0),
    clear: () => Object.assign(choice, NO_CHOICE),
    open: (roomId: Id) => {
      opened.value = roomId
    },
    leave: () => {
      opened.value = null
    },
  }
}
