import { Download } from '@element-plus/icons-vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

/** 软件更新: of this PC, by whoever runs the project. */
export const updateFeature: FeatureModule = {
  name: 'update',
  routes: [
    {
      path: '/update',
      name: 'update',
      component: () => import('./UpdatePage.vue'),
      meta: { anyOf: ['project.manage'], title: 'update.page.title' },
    },
  ],
  nav: [
    {
      id: 'update',
      label: 'update.nav',
      to: '/update',
      icon: Download,
      group: 'manage',
      order: 90,
      anyOf: ['project.manage'],
    },
  ],
}
