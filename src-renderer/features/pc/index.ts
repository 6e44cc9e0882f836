import type { FeatureModule } from '../../platform/feature-module.ts'

export { useDiagnostics } from './use-diagnostics.ts'

/** 本机: settings of this PC and the diagnostic file; reached by the menu of the person. */
export const pcFeature: FeatureModule = {
  name: 'pc',
  routes: [{ path: '/pc', name: 'pc', component: () => import('./PcPage.vue'), meta: { title: 'pc.page.title' } }],
}
