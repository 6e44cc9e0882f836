import { DataAnalysis } from '@element-plus/icons-vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

/** 收费日报: takings by day, shift, tender and fee item, with its exports. */
export const reportFeature: FeatureModule = {
  name: 'report',
  routes: [
    {
      path: '/report',
      name: 'report',
      component: () => import('./DailyPage.vue'),
      meta: { anyOf: ['report.view'], feature: 'report', title: 'report.page.title' },
    },
  ],
  nav: [
    {
      id: 'report',
      label: 'report.nav',
      to: '/report',
      icon: DataAnalysis,
      group: 'view',
      order: 10,
      anyOf: ['report.view'],
      feature: 'report',
    },
  ],
  shortcuts: [
    { id: 'report.export_daily', scope: 'report', keys: 'F8', label: 'report.shortcut.export_daily' },
    { id: 'report.export_receipts', scope: 'report', keys: 'F9', label: 'report.shortcut.export_receipts' },
    { id: 'report.refresh', scope: 'report', keys: 'F5', label: 'report.shortcut.refresh' },
  ],
  invalidations: {
    'payment.collected': ['report.daily'],
    'receipt.voided': ['report.daily'],
    'shift.changed': ['report.daily'],
  },
}
