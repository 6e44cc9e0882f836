import { useMediaQuery } from '@vueuse/core'
import type { Ref } from 'vue'

/** Below 1280×680 pixels the navigation collapses and pages give up their side columns (design: ui, frame). */
export function useSmallWindow(): Readonly<Ref<boolean>> {
  return useMediaQuery('(max-width: 1279px), (max-height: 679px)')
}
