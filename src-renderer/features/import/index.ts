import { Upload } from '@element-plus/icons-vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

const OPENS = { anyOf: ['room.import'], feature: 'import', title: 'import.nav' } as const

/** 导入房屋与业主: choose a file, match its columns, check and mend its rows, import. Can be left and taken up at any step. */
export const importFeature: FeatureModule = {
  name: 'import',
  routes: [
    { path: '/import', name: 'import', component: () => import('./ChoosePage.vue'), meta: OPENS },
    { path: '/import/job/:jobId', name: 'import-job', component: () => import('./DonePage.vue'), meta: OPENS },
    { path: '/import/draft/:draftId', name: 'import-draft', component: () => import('./DraftPage.vue'), meta: OPENS },
  ],
  nav: [
    {
      id: 'import',
      label: 'import.nav',
      to: '/import',
      icon: Upload,
      group: 'manage',
      order: 15,
      anyOf: ['room.import'],
      feature: 'import',
    },
  ],
  shortcuts: [
    { id: 'import.choose', scope: 'import', keys: 'Ctrl+O', label: 'import.shortcut.choose' },
    { id: 'import.start', scope: 'import', keys: 'Ctrl+Enter', label: 'import.shortcut.start' },
    { id: 'import.next_wrong', scope: 'import', keys: 'F8', label: 'import.shortcut.next_wrong' },
    { id: 'import.save_wrong', scope: 'import', keys: 'Ctrl+S', label: 'import.shortcut.save_wrong' },
  ],
  invalidations: {
    'import.changed': ['import.drafts', 'import.batches', 'import.open'],
    'room.changed': ['import.batches'],
    'job.progressed': ['import.batches'],
  },
}
