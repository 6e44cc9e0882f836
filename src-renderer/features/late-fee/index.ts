import { Timer } from '@element-plus/icons-vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

export { default as ExplainDialog } from './ExplainDialog.vue'
export { rateText } from './late-fee-words.ts'

/** 违约金: rules, what is owed by them, freezes, LPR. */
export const lateFeeFeature: FeatureModule = {
  name: 'late_fee',
  routes: [
    {
      path: '/late-fees',
      name: 'late_fees',
      component: () => import('./LateFeePage.vue'),
      meta: { title: 'late_fee.nav', anyOf: ['standard.view'], feature: 'standard' },
    },
  ],
  nav: [
    {
      id: 'late_fee',
      label: 'late_fee.nav',
      to: '/late-fees',
      icon: Timer,
      group: 'work',
      order: 64,
      anyOf: ['standard.edit', 'late_fee.freeze'],
      feature: 'standard',
    },
  ],
  shortcuts: [
    { id: 'late_fee.create', scope: 'late_fees', keys: 'Ctrl+N', label: 'late_fee.page.create' },
    { id: 'late_fee.freeze', scope: 'late_fees', keys: 'F3', label: 'late_fee.freeze.create' },
    { id: 'late_fee.export', scope: 'late_fees', keys: 'F8', label: 'late_fee.claims.export' },
  ],
  invalidations: {
    'late_fee.changed': ['late_fee.terms', 'late_fee.freezes', 'late_fee.claims', 'late_fee.explain'],
    'payment.collected': ['late_fee.claims', 'late_fee.explain'],
    'receipt.voided': ['late_fee.claims', 'late_fee.explain'],
    'billing.changed': ['late_fee.claims'],
    'standard.changed': ['late_fee.terms'],
  },
}
