import { Sunny } from '@element-plus/icons-vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

/** 今日: the first page of everybody's day. */
export const todayFeature: FeatureModule = {
  name: 'today',
  routes: [
    { path: '/today', name: 'today', component: () => import('./TodayPage.vue'), meta: { title: 'today.page.title' } },
  ],
  nav: [{ id: 'today', label: 'today.nav', to: '/today', icon: Sunny, group: 'work', order: 10 }],
  invalidations: {
    'room.changed': ['report.today'],
    'import.changed': ['report.today'],
    'standard.changed': ['report.today', 'billing.due'],
    'billing.changed': ['report.today', 'billing.due'],
    'project.changed': ['report.today'],
    'shift.changed': ['report.today'],
    'printing.changed': ['report.today'],
  },
}
