import type { RouteLocationRaw } from 'vue-router'

/** Pages of other features that this one leads to, by address. */
export const ROOMS_WITHOUT_STANDARD: RouteLocationRaw = { path: '/room', query: { missing: 'standard' } }
export const PROJECT_SETTINGS: RouteLocationRaw = { path: '/project' }
export const BILLING: RouteLocationRaw = { path: '/billing' }
