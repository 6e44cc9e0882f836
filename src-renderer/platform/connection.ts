import { shallowRef } from 'vue'

import type { Client } from '../../src-shared/contract/request/client.ts'

/** `first`: no channel yet. `back` shows for a moment after an interruption. */
export type Connection = 'first' | 'up' | 'down' | 'back'

const BACK_SHOWN_MS = 4_000

/** Whether core answers: a quiet line in the status bar, nothing more (design: ui, states). */
export const connection = shallowRef<Connection>('first')

export function watchConnection(client: Client): void {
  client.onState((state) => {
    if (state === 'down') {
      connection.value = 'down'
      return
    }
    connection.value = connection.value === 'down' ? 'back' : 'up'
    if (connection.value !== 'back') return
    setTimeout(() => {
      if (connection.value === 'back') connection.value = 'up'
    }, BACK_SHOWN_MS)
  })
}
