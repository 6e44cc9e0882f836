import { Wallet } from '@element-plus/icons-vue'

import type { FeatureModule } from '../../platform/feature-module.ts'
import { counterShortcuts } from './shortcuts.ts'

export const counterFeature: FeatureModule = {
  name: 'counter',
  routes: [
    {
      path: '/counter',
      name: 'counter',
      component: () => import('./CounterPage.vue'),
      meta: { anyOf: ['counter.collect'], feature: 'counter', title: 'counter.page.title' },
    },
  ],
  nav: [
    {
      id: 'counter',
      label: 'counter.nav',
      to: '/counter',
      icon: Wallet,
      group: 'work',
      order: 20,
      anyOf: ['counter.collect'],
      feature: 'counter',
    },
  ],
  shortcuts: counterShortcuts,
  invalidations: {
    'payment.collected': ['counter.state'],
    'receipt.voided': ['counter.state'],
    'shift.changed': ['counter.state'],
    'printing.changed': ['counter.state'],
  },
  searchTargets: [
    { kind: 'room', to: (id) => `/counter?room=${id}`, order: 10, anyOf: ['counter.collect'], feature: 'counter' },
  ],
}
