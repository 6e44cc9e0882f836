import { Money, Notebook } from '@element-plus/icons-vue'
import { defineAsyncComponent } from 'vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

/** 班次: open with a float, count blind, hand over; the list of all shifts for supervisors. */
export const shiftFeature: FeatureModule = {
  name: 'shift',
  routes: [
    {
      path: '/shift',
      name: 'shift',
      component: () => import('./ShiftPage.vue'),
      meta: { anyOf: ['shift.own'], feature: 'shift', title: 'shift.page.title' },
    },
    {
      path: '/shifts',
      name: 'shifts',
      component: () => import('./ShiftListPage.vue'),
      meta: { anyOf: ['shift.view_all', 'shift.own'], feature: 'shift', title: 'shift.list.title' },
    },
  ],
  nav: [
    {
      id: 'shift',
      label: 'shift.nav',
      to: '/shift',
      icon: Money,
      group: 'work',
      order: 70,
      anyOf: ['shift.own'],
      feature: 'shift',
    },
    {
      id: 'shifts',
      label: 'shift.nav_list',
      to: '/shifts',
      icon: Notebook,
      group: 'view',
      order: 20,
      anyOf: ['shift.view_all', 'shift.own'],
      feature: 'shift',
    },
  ],
  shortcuts: [
    { id: 'shift.submit', scope: 'shift', keys: 'Ctrl+Enter', label: 'shift.shortcut.submit' },
    { id: 'shift.save_pdf', scope: 'shift', keys: 'F8', label: 'shift.shortcut.save_pdf' },
    { id: 'shifts.save_pdf', scope: 'shifts', keys: 'F8', label: 'shift.shortcut.save_pdf' },
    { id: 'shifts.force', scope: 'shifts', keys: 'F6', label: 'shift.shortcut.force' },
    { id: 'shifts.count', scope: 'shifts', keys: 'F7', label: 'shift.shortcut.count' },
  ],
  invalidations: {
    'shift.changed': ['shift.current', 'shift.list', 'shift.report'],
    'receipt.voided': ['shift.report'],
    'payment.collected': ['shift.report'],
  },
  topBar: [defineAsyncComponent(() => import('./ShiftChip.vue'))],
}
