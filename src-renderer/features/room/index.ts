import { House } from '@element-plus/icons-vue'

import type { FeatureModule } from '../../platform/feature-module.ts'

/** 房屋与住户: the list of rooms, and beside it the one under the hand. */
export const room: FeatureModule = {
  name: 'room',
  routes: [
    {
      path: '/room',
      name: 'room',
      component: () => import('./RoomPage.vue'),
      meta: { title: 'room.nav', anyOf: ['room.view'] },
    },
  ],
  nav: [{ id: 'room', label: 'room.nav', to: '/room', icon: House, group: 'work', order: 30, anyOf: ['room.view'] }],
  shortcuts: [
    { id: 'room.find', scope: 'room', keys: '/', label: 'room.shortcut.find' },
    { id: 'room.create', scope: 'room', keys: 'Ctrl+N', label: 'room.shortcut.create' },
    { id: 'room.export', scope: 'room', keys: 'Ctrl+E', label: 'room.shortcut.export' },
    { id: 'room.tab_file', scope: 'room', keys: 'Alt+1', label: 'room.shortcut.tab_file' },
    { id: 'room.tab_people', scope: 'room', keys: 'Alt+2', label: 'room.shortcut.tab_people' },
    { id: 'room.tab_fees', scope: 'room', keys: 'Alt+3', label: 'room.shortcut.tab_fees' },
    { id: 'room.collect', scope: 'room', keys: 'F2', label: 'room.shortcut.collect' },
    { id: 'room.leave', scope: 'room', keys: 'Esc', label: 'room.shortcut.leave' },
  ],
  invalidations: {
    'room.changed': ['room.open', 'room.buildings'],
    'import.changed': ['room.open', 'room.buildings'],
    'standard.changed': ['room.open'],
    'billing.changed': ['room.open'],
    'payment.collected': ['room.open'],
    'receipt.voided': ['room.open'],
  },
  searchTargets: [{ kind: 'room', to: (id) => `/room?room=${id}`, order: 20, anyOf: ['room.view'] }],
}
