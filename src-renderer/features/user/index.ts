import { User } from '@element-plus/icons-vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

/** 账号: who may sign in to the project, what they may do there, and in which buildings. */
export const user: FeatureModule = {
  name: 'user',
  routes: [
    {
      path: '/user',
      name: 'user',
      component: () => import('./UserPage.vue'),
      meta: { title: 'user.nav', anyOf: ['user.view'] },
    },
  ],
  nav: [{ id: 'user', label: 'user.nav', to: '/user', icon: User, group: 'manage', order: 40, anyOf: ['user.view'] }],
  shortcuts: [
    { id: 'user.create', scope: 'user', keys: 'Ctrl+N', label: 'user.shortcut.create' },
    { id: 'user.roles', scope: 'user', keys: 'F2', label: 'user.shortcut.roles' },
  ],
  invalidations: {
    'user.changed': ['user.list', 'user.held'],
    'session.changed': ['user.list', 'user.held', 'user.sign_ins'],
    'shift.changed': ['user.held'],
    'approval.changed': ['user.held'],
    'job.progressed': ['user.held'],
  },
}
