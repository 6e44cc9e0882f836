import { Flag } from '@element-plus/icons-vue'
import { defineAsyncComponent } from 'vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

export const OpeningCard = defineAsyncComponent(() => import('./OpeningCard.vue'))

const OPENS = { anyOf: ['billing.run'], feature: 'billing', title: 'opening.nav' } as const

/** 期初: choose the old system's list, mend its cells, match its totals, post. Can be left and taken up. */
export const openingFeature: FeatureModule = {
  name: 'opening',
  routes: [
    { path: '/opening', name: 'opening', component: () => import('./OpeningPage.vue'), meta: OPENS },
    { path: '/opening/:draftId', name: 'opening-draft', component: () => import('./DraftPage.vue'), meta: OPENS },
  ],
  nav: [
    {
      id: 'opening',
      label: 'opening.nav',
      to: '/opening',
      icon: Flag,
      group: 'manage',
      order: 16,
      anyOf: ['billing.run'],
      feature: 'billing',
    },
  ],
  shortcuts: [
    { id: 'opening.choose', scope: 'opening', keys: 'Ctrl+O', label: 'opening.page.choose' },
    { id: 'opening.post', scope: 'opening', keys: 'Ctrl+Enter', label: 'opening.check.post_verb' },
  ],
  invalidations: {
    'opening.changed': ['opening.list', 'opening.open'],
    'import.changed': ['opening.list', 'opening.open'],
    'job.progressed': ['opening.list'],
  },
}
