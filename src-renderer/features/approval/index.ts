import { Stamp } from '@element-plus/icons-vue'
import { defineAsyncComponent } from 'vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

/** Shows what a command needs from a second person; stands once in the frame. */
export const ApprovalHost = defineAsyncComponent(() => import('./ApprovalHost.vue'))

/** 审批: the inbox of acts that need a second person, and the limits within which they do not. */
export const approvalFeature: FeatureModule = {
  name: 'approval',
  routes: [
    {
      path: '/approvals',
      name: 'approvals',
      component: () => import('./ApprovalPage.vue'),
      meta: { title: 'approval.page.title' },
    },
    {
      path: '/user/limits',
      name: 'approval-limits',
      component: () => import('./limits/LimitPage.vue'),
      meta: { title: 'approval.limits.title', anyOf: ['user.view'] },
    },
  ],
  nav: [
    {
      id: 'approvals',
      label: 'approval.nav',
      to: '/approvals',
      icon: Stamp,
      group: 'view',
      order: 60,
      anyOf: ['approval.decide', 'receipt.void', 'user.manage'],
    },
  ],
  shortcuts: [
    { id: 'approvals.approve', scope: 'approvals', keys: 'Ctrl+Enter', label: 'approval.shortcut.approve' },
    { id: 'approvals.reject', scope: 'approvals', keys: 'F7', label: 'approval.shortcut.reject' },
    { id: 'approval-ask.inbox', scope: 'approval-ask', keys: 'F8', label: 'approval.ask.submit_inbox' },
  ],
  invalidations: {
    'approval.changed': ['approval.list', 'approval.waiting', 'approval.open', 'approval.limits', 'report.today'],
    'user.changed': ['approval.waiting'],
  },
  topBar: [defineAsyncComponent(() => import('./ApprovalBadge.vue'))],
}
