import { Histogram } from '@element-plus/icons-vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

/** 操作记录: who changed what; the verification of the chain; the export. */
export const auditFeature: FeatureModule = {
  name: 'audit',
  routes: [
    {
      path: '/audit',
      name: 'audit',
      component: () => import('./AuditPage.vue'),
      meta: { title: 'audit.page.title', anyOf: ['audit.view'] },
    },
    {
      path: '/audit/exports',
      name: 'audit-exports',
      component: () => import('./ExportsPage.vue'),
      meta: { title: 'audit.exports.title', anyOf: ['audit.view'] },
    },
  ],
  nav: [
    {
      id: 'audit',
      label: 'audit.nav',
      to: '/audit',
      icon: Histogram,
      group: 'manage',
      order: 50,
      anyOf: ['audit.view'],
    },
  ],
  invalidations: { 'job.progressed': ['audit.last_check', 'audit.exports'], 'user.changed': ['audit.choices'] },
}
