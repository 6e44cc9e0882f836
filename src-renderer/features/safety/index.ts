import { Lock } from '@element-plus/icons-vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

/** 安全中心: every safeguard, its state, and the way to mend it. */
export const safetyFeature: FeatureModule = {
  name: 'safety',
  routes: [
    {
      path: '/safety',
      name: 'safety',
      component: () => import('./SafetyPage.vue'),
      meta: { anyOf: ['safety.view'], title: 'safety.page.title' },
    },
  ],
  nav: [
    {
      id: 'safety',
      label: 'safety.nav',
      to: '/safety',
      icon: Lock,
      group: 'manage',
      order: 65,
      anyOf: ['safety.view'],
    },
  ],
  invalidations: {
    'backup.changed': ['safety.overview'],
    'job.progressed': ['safety.overview'],
    'user.changed': ['safety.overview'],
    'session.changed': ['safety.overview'],
  },
}
