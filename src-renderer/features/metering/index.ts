import { DataLine, Finished, Odometer, SetUp } from '@element-plus/icons-vue'
import { defineAsyncComponent } from 'vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

// Loaded with the first line that it explains.
export const UsageCard = defineAsyncComponent(() => import('./bills/UsageCard.vue'))

/** 抄表: readings by route and month, the meters, workbooks out and in, and what is lost on the way. */
export const metering: FeatureModule = {
  name: 'metering',
  routes: [
    {
      path: '/metering',
      name: 'metering',
      component: () => import('./EntryPage.vue'),
      meta: { title: 'metering.nav.entry', anyOf: ['metering.view'], feature: 'metering' },
    },
    {
      path: '/metering/meters',
      name: 'meters',
      component: () => import('./RegistryPage.vue'),
      meta: { title: 'metering.nav.registry', anyOf: ['metering.view'], feature: 'metering' },
    },
    {
      path: '/metering/sheet',
      name: 'metering-sheet',
      component: () => import('./SheetPage.vue'),
      meta: { title: 'metering.import.title', anyOf: ['metering.read'], feature: 'metering' },
    },
    {
      path: '/metering/bills',
      name: 'metering-bills',
      component: () => import('./BillsPage.vue'),
      meta: { title: 'metering.nav.bills', anyOf: ['billing.run'], feature: 'metering' },
    },
    {
      path: '/metering/losses',
      name: 'metering-losses',
      component: () => import('./LossPage.vue'),
      meta: { title: 'metering.nav.losses', anyOf: ['metering.view'], feature: 'metering' },
    },
  ],
  nav: [
    {
      id: 'metering',
      label: 'metering.nav.entry',
      to: '/metering',
      icon: Odometer,
      group: 'work',
      order: 50,
      anyOf: ['metering.read'],
      feature: 'metering',
    },
    {
      id: 'meters',
      label: 'metering.nav.registry',
      to: '/metering/meters',
      icon: SetUp,
      group: 'work',
      order: 52,
      anyOf: ['metering.view'],
      feature: 'metering',
    },
    {
      id: 'metering-bills',
      label: 'metering.nav.bills',
      to: '/metering/bills',
      icon: Finished,
      group: 'work',
      order: 60,
      anyOf: ['billing.run'],
      feature: 'metering',
    },
    {
      id: 'metering-losses',
      label: 'metering.nav.losses',
      to: '/metering/losses',
      icon: DataLine,
      group: 'view',
      order: 40,
      anyOf: ['metering.view'],
      feature: 'metering',
    },
  ],
  shortcuts: [
    { id: 'metering.next', scope: 'metering', keys: 'Enter', label: 'metering.shortcut.next' },
    { id: 'metering.estimate', scope: 'metering', keys: 'F2', label: 'metering.shortcut.estimate' },
    { id: 'metering.next_open', scope: 'metering', keys: 'F8', label: 'metering.shortcut.next_open' },
    { id: 'metering.remove', scope: 'metering', keys: 'Ctrl+Delete', label: 'metering.shortcut.remove' },
    { id: 'meters.find', scope: 'meters', keys: '/', label: 'metering.shortcut.find' },
    { id: 'meters.create', scope: 'meters', keys: 'Ctrl+N', label: 'metering.shortcut.create' },
    { id: 'meters.change', scope: 'meters', keys: 'F2', label: 'metering.shortcut.change' },
    { id: 'meters.replace', scope: 'meters', keys: 'F3', label: 'metering.shortcut.replace' },
    { id: 'meters.export', scope: 'meters', keys: 'Ctrl+E', label: 'metering.shortcut.export' },
    { id: 'meters.leave', scope: 'meters', keys: 'Esc', label: 'metering.shortcut.leave' },
    { id: 'metering-bills.publish', scope: 'metering-bills', keys: 'Ctrl+Enter', label: 'metering.shortcut.publish' },
    { id: 'metering-sheet.choose', scope: 'metering-sheet', keys: 'Ctrl+O', label: 'metering.shortcut.choose' },
    { id: 'metering-sheet.start', scope: 'metering-sheet', keys: 'Ctrl+Enter', label: 'metering.shortcut.start' },
  ],
  invalidations: {
    'metering.changed': [
      'metering.open',
      'metering.routes',
      'metering.losses',
      'metering.batches',
      'metering.preview_bills',
    ],
    'standard.changed': ['metering.preview_bills'],
    'payment.collected': ['metering.preview_bills'],
    'room.changed': ['metering.open', 'metering.routes', 'metering.preview_bills'],
    'billing.changed': ['metering.open', 'metering.preview_bills', 'metering.explain'],
    'job.progressed': ['metering.batches'],
  },
}
