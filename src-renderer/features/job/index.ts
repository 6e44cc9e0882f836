import { List } from '@element-plus/icons-vue'
import { defineAsyncComponent } from 'vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

export { followExport } from './follow-export.ts'

/** 任务: what takes long is found here again, with its progress and its result. */
export const jobFeature: FeatureModule = {
  name: 'job',
  routes: [
    { path: '/jobs', name: 'jobs', component: () => import('./JobsPage.vue'), meta: { title: 'job.page.title' } },
  ],
  nav: [{ id: 'jobs', label: 'job.nav', to: '/jobs', icon: List, group: 'view', order: 90 }],
  invalidations: { 'job.progressed': ['job.list', 'job.running', 'job.open'] },
  statusBar: [defineAsyncComponent(() => import('./JobStatus.vue'))],
}
