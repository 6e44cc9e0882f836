import { PriceTag } from '@element-plus/icons-vue'
import { defineAsyncComponent } from 'vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

export { hasEnded, useJob } from './job/use-job.ts'
export type { JobView, WatchedJob } from './job/use-job.ts'
export { findRooms } from './rooms/find-rooms.ts'
export type { RoomChoice } from './rooms/find-rooms.ts'
export { figuresText, percentText, priceText, productText, quantityText, surchargeText } from './charge-words.ts'
export type { ChargeView } from './charge-words.ts'
export { roundingText } from './standard-words.ts'
// Loaded with the first page that shows them: the start of the program does without lists and bars.
export const BuildingSelect = defineAsyncComponent(() => import('./rooms/BuildingSelect.vue'))
export const JobDialog = defineAsyncComponent(() => import('./job/JobDialog.vue'))
export const JobProgress = defineAsyncComponent(() => import('./job/JobProgress.vue'))

/** 收费标准: what is charged by which area at which price, and the rooms bound to it. */
export const standard: FeatureModule = {
  name: 'standard',
  routes: [
    {
      path: '/standard',
      name: 'standard',
      component: () => import('./StandardPage.vue'),
      meta: { title: 'standard.nav', anyOf: ['standard.view'], feature: 'standard' },
    },
  ],
  nav: [
    {
      id: 'standard',
      label: 'standard.nav',
      to: '/standard',
      icon: PriceTag,
      group: 'work',
      order: 64,
      anyOf: ['standard.view'],
      feature: 'standard',
    },
  ],
  shortcuts: [
    { id: 'standard.create', scope: 'standard', keys: 'Ctrl+N', label: 'standard.shortcut.create' },
    { id: 'standard.price', scope: 'standard', keys: 'F2', label: 'standard.shortcut.price' },
    { id: 'standard.bind', scope: 'standard', keys: 'F3', label: 'standard.shortcut.bind' },
    { id: 'standard.end', scope: 'standard', keys: 'F4', label: 'standard.shortcut.end' },
    { id: 'standard.override', scope: 'standard', keys: 'F6', label: 'standard.shortcut.override' },
    { id: 'standard.figures', scope: 'standard', keys: 'F7', label: 'standard.shortcut.figures' },
    { id: 'standard.copy', scope: 'standard', keys: 'F9', label: 'standard.shortcut.copy' },
  ],
  invalidations: {
    'standard.changed': ['standard.list', 'standard.preview_binding'],
    'room.changed': [
      'standard.list',
      'standard.preview_binding',
      'standard.figures',
      'standard.try_room',
      'room.buildings',
    ],
    'import.changed': ['standard.list', 'standard.preview_binding', 'room.buildings'],
    'project.changed': ['standard.list', 'standard.sources'],
    'job.progressed': ['job.open'],
  },
}
