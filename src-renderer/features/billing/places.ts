import type { RouteLocationRaw } from 'vue-router'

import type { Month } from '../../../src-shared/kernel/time.ts'

/** Pages that this one leads to, by address. */
export const STANDARDS: RouteLocationRaw = { path: '/standard' }
export const PROJECT_SETTINGS: RouteLocationRaw = { path: '/project' }
export const BILLING: RouteLocationRaw = { path: '/billing' }

export function linesOf(month: Month): RouteLocationRaw {
  return { path: '/billing/lines', query: { month } }
}

export function roomsMissing(what: 'area' | 'standard' | 'owner'): RouteLocationRaw {
  return { path: '/room', query: { missing: what } }
}

export const ROOMS: RouteLocationRaw = { path: '/room' }
export const UNSOLD_ROOMS: RouteLocationRaw = { path: '/room', query: { occupancy: 'unsold' } }
