import { FolderChecked } from '@element-plus/icons-vue'
import { defineAsyncComponent } from 'vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

/** Shown before the sign-in alone. */
export const RestoreCard = defineAsyncComponent(() => import('./restore/RestoreCard.vue'))

/** 备份: made, proved, listed; restoring itself stands before the sign-in. */
export const backupFeature: FeatureModule = {
  name: 'backup',
  routes: [
    {
      path: '/backup',
      name: 'backup',
      component: () => import('./BackupPage.vue'),
      meta: { anyOf: ['backup.make'], title: 'backup.page.title' },
    },
    {
      path: '/backup/code',
      name: 'backup-code',
      component: () => import('./CodePage.vue'),
      meta: { anyOf: ['backup.restore'], title: 'backup.code.title' },
    },
  ],
  nav: [
    {
      id: 'backup',
      label: 'backup.nav',
      to: '/backup',
      icon: FolderChecked,
      group: 'manage',
      order: 70,
      anyOf: ['backup.make'],
    },
  ],
  invalidations: {
    'backup.changed': ['backup.status', 'backup.overview'],
    'job.progressed': ['backup.status', 'backup.overview'],
  },
  statusBar: [defineAsyncComponent(() => import('./BackupStatus.vue'))],
}
