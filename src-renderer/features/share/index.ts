import { PieChart } from '@element-plus/icons-vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

/** 公摊: pools of the common parts, looked at, put up and posted. */
export const shareFeature: FeatureModule = {
  name: 'share',
  routes: [
    {
      path: '/share',
      name: 'share',
      component: () => import('./SharePage.vue'),
      meta: { title: 'share.nav', anyOf: ['billing.run', 'metering.view'], feature: 'metering' },
    },
  ],
  nav: [
    {
      id: 'share',
      label: 'share.nav',
      to: '/share',
      icon: PieChart,
      group: 'work',
      order: 63,
      anyOf: ['billing.run'],
      feature: 'metering',
    },
  ],
  shortcuts: [
    { id: 'share.create', scope: 'share', keys: 'Ctrl+N', label: 'share.page.create' },
    { id: 'share.publish', scope: 'share', keys: 'Ctrl+Enter', label: 'share.page.confirm_verb' },
  ],
  invalidations: {
    'share.changed': ['share.pools', 'share.preview'],
    'metering.changed': ['share.preview'],
    'room.changed': ['share.preview'],
    'billing.changed': ['share.pools'],
    'job.progressed': ['share.pools'],
  },
}
