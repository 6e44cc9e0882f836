import { defineAsyncComponent } from 'vue'

export const CorrectionOffer = defineAsyncComponent(() => import('./CorrectionOffer.vue'))
export const DifferenceCard = defineAsyncComponent(() => import('./DifferenceCard.vue'))
export type { CorrectedChange } from './reaches.ts'
