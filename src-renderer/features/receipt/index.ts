import { Tickets } from '@element-plus/icons-vue'
import { defineAsyncComponent } from 'vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

/** The counter voids its last receipt by the same dialog. */
export const VoidDialog = defineAsyncComponent(() => import('./VoidDialog.vue'))

export const receiptFeature: FeatureModule = {
  name: 'receipt',
  routes: [
    {
      path: '/receipts',
      name: 'receipts',
      component: () => import('./ReceiptsPage.vue'),
      meta: { anyOf: ['receipt.view'], feature: 'receipt', title: 'receipt.page.title' },
    },
  ],
  nav: [
    {
      id: 'receipts',
      label: 'receipt.nav',
      to: '/receipts',
      icon: Tickets,
      group: 'work',
      order: 60,
      anyOf: ['receipt.view'],
      feature: 'receipt',
    },
  ],
  invalidations: {
    'receipt.voided': ['receipt.open'],
    'printing.changed': ['receipt.open'],
    'shift.changed': ['receipt.open'],
  },
  searchTargets: [
    { kind: 'receipt', to: (id) => `/receipts?receipt=${id}`, order: 10, anyOf: ['receipt.view'], feature: 'receipt' },
  ],
}
