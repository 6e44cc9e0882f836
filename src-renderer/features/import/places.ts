import type { RouteLocationRaw } from 'vue-router'

/** The steps of an import by address, and the pages of other features that it leads to. */
export const CHOOSE: RouteLocationRaw = { path: '/import' }
export const ROOMS: RouteLocationRaw = { path: '/room' }
export const STANDARDS: RouteLocationRaw = { path: '/standard' }

export type DraftStep = 'columns' | 'check'

export function draftAt(draftId: string, step: DraftStep): RouteLocationRaw {
  return { name: 'import-draft', params: { draftId }, query: { step } }
}

export function jobAt(jobId: string): RouteLocationRaw {
  return { name: 'import-job', params: { jobId } }
}
