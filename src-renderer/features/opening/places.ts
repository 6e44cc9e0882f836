import type { RouteLocationRaw } from 'vue-router'

export const OPENING: RouteLocationRaw = { path: '/opening' }
export const PROJECT: RouteLocationRaw = { path: '/project' }

export function draftAt(draftId: string): RouteLocationRaw {
  return { name: 'opening-draft', params: { draftId } }
}
