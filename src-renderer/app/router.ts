import { createRouter, createWebHashHistory } from 'vue-router'
import type { Router } from 'vue-router'

import { t } from '../platform/i18n.ts'
import { FEATURES } from './features.ts'

/** Every page has its address behind `#`; a feature's pages load with the first visit. */
export function createAppRouter(): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', name: 'home', component: () => import('./frame/HomePage.vue') },
      {
        path: '/password',
        name: 'password',
        component: () => import('./gate/PasswordPage.vue'),
        meta: { title: 'app.password.title' },
      },
      {
        path: '/help/shortcuts',
        name: 'shortcuts',
        component: () => import('./help/ShortcutPage.vue'),
        meta: { title: 'app.help.title' },
      },
      ...FEATURES.flatMap((feature) => feature.routes ?? []),
      { path: '/:rest(.*)*', name: 'not-found', component: () => import('./frame/NotFoundPage.vue') },
    ],
  })
  router.afterEach((to) => {
    const page = to.meta.title === undefined ? '' : `${t(to.meta.title)} · `
    document.title = `${page}${t('app.name')}`
  })
  return router
}
