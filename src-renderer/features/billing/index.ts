import { Calendar, Memo } from '@element-plus/icons-vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

/** 出账: a month is planned, looked at and published; then its lines and why each is that much. */
export const billing: FeatureModule = {
  name: 'billing',
  routes: [
    {
      path: '/billing',
      name: 'billing',
      component: () => import('./BillingPage.vue'),
      meta: { title: 'billing.nav.runs', anyOf: ['billing.run', 'billing.view'], feature: 'billing' },
    },
    {
      path: '/billing/lines',
      name: 'billing-lines',
      component: () => import('./LinesPage.vue'),
      meta: { title: 'billing.nav.lines', anyOf: ['billing.view'], feature: 'billing' },
    },
  ],
  nav: [
    {
      id: 'billing',
      label: 'billing.nav.runs',
      to: '/billing',
      icon: Calendar,
      group: 'work',
      order: 60,
      anyOf: ['billing.run'],
      feature: 'billing',
    },
    {
      id: 'billing-lines',
      label: 'billing.nav.lines',
      to: '/billing/lines',
      icon: Memo,
      group: 'work',
      order: 62,
      anyOf: ['billing.view'],
      feature: 'billing',
    },
  ],
  shortcuts: [
    { id: 'billing.next', scope: 'billing', keys: 'Ctrl+Enter', label: 'billing.shortcut.next' },
    { id: 'billing.back', scope: 'billing', keys: 'Esc', label: 'billing.shortcut.back' },
    { id: 'billing.tab_outliers', scope: 'billing', keys: 'Alt+1', label: 'billing.shortcut.tab_outliers' },
    { id: 'billing.tab_created', scope: 'billing', keys: 'Alt+2', label: 'billing.shortcut.tab_created' },
    { id: 'billing.tab_skipped', scope: 'billing', keys: 'Alt+3', label: 'billing.shortcut.tab_skipped' },
    { id: 'billing.tab_existing', scope: 'billing', keys: 'Alt+4', label: 'billing.shortcut.tab_existing' },
    { id: 'billing.take', scope: 'billing', keys: 'Alt+X', label: 'billing.shortcut.take' },
    { id: 'billing.settings', scope: 'billing', keys: 'F8', label: 'billing.shortcut.settings' },
    { id: 'billing.undo', scope: 'billing', keys: 'Ctrl+Shift+Z', label: 'billing.shortcut.undo' },
    { id: 'billing.notices', scope: 'billing', keys: 'Ctrl+P', label: 'billing.shortcut.notices' },
    { id: 'billing-lines.find', scope: 'billing-lines', keys: '/', label: 'billing.shortcut.find' },
    { id: 'billing-lines.leave', scope: 'billing-lines', keys: 'Esc', label: 'billing.shortcut.leave_card' },
    { id: 'billing-lines.one_off', scope: 'billing-lines', keys: 'F6', label: 'billing.shortcut.one_off' },
    { id: 'billing-lines.notices', scope: 'billing-lines', keys: 'Ctrl+P', label: 'billing.shortcut.notices' },
  ],
  invalidations: {
    'billing.changed': ['billing.runs', 'billing.preview', 'billing.due', 'billing.settings', 'billing.explain'],
    'standard.changed': ['billing.preview', 'billing.due', 'billing.one_offs'],
    'room.changed': ['billing.preview', 'billing.due', 'billing.explain'],
    'project.changed': ['billing.preview', 'billing.due'],
    'import.changed': ['billing.preview', 'billing.due'],
    'payment.collected': ['billing.preview'],
    'receipt.voided': ['billing.preview'],
    'job.progressed': ['job.open'],
  },
}
