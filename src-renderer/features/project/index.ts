import { Setting } from '@element-plus/icons-vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

/** 项目设置: the compound's name, whose money it is, when this system begins to bill, and what is switched on. */
export const project: FeatureModule = {
  name: 'project',
  routes: [
    {
      path: '/project',
      name: 'project',
      component: () => import('./ProjectPage.vue'),
      meta: { title: 'project.nav', anyOf: ['project.manage'] },
    },
  ],
  nav: [
    {
      id: 'project',
      label: 'project.nav',
      to: '/project',
      icon: Setting,
      group: 'manage',
      order: 50,
      anyOf: ['project.manage'],
    },
  ],
  invalidations: {
    'project.changed': ['project.current'],
  },
}
