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
  shortcuts: [
    { id: 'receipt.back', scope: 'receipt', keys: 'Esc', label: 'receipt.shortcut.back' },
    { id: 'receipt.reprint', scope: 'receipt', keys: 'Ctrl+P', label: 'receipt.page.reprint' },
    { id: 'receipt.save_pdf', scope: 'receipt', keys: 'F8', label: 'receipt.page.save_pdf' },
    { id: 'receipt.void', scope: 'receipt', keys: 'Ctrl+Shift+Z', label: 'receipt.page.void' },
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
