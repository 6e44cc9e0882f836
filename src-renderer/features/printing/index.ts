import { Printer } from '@element-plus/icons-vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

export const printingFeature: FeatureModule = {
  name: 'printing',
  routes: [
    {
      path: '/printing',
      name: 'printing',
      component: () => import('./PrintingPage.vue'),
      meta: { anyOf: ['receipt.view'], title: 'printing.page.title' },
    },
  ],
  nav: [
    {
      id: 'printing',
      label: 'printing.nav',
      to: '/printing',
      icon: Printer,
      group: 'manage',
      order: 60,
      anyOf: ['receipt.reprint'],
    },
  ],
  invalidations: { 'printing.changed': ['printing.queue', 'printing.settings'] },
}
