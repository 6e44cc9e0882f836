import type { RouteLocationRaw } from 'vue-router'

import type { Id } from '../../../src-shared/kernel/ids.ts'

/** Pages that this one leads to, by address. */
export function collectAt(roomId: Id): RouteLocationRaw {
  return { path: '/counter', query: { room: roomId } }
}

export const STANDARDS: RouteLocationRaw = { path: '/standard' }
