import { computed, shallowRef } from 'vue'
import type { ComputedRef } from 'vue'

import { useSmallWindow } from '../../platform/small-window.ts'

const KEY = 'nav-narrow'

/** 176 px or 48 px: as the person wishes, and always narrow below 1280×680 (design: ui, frame). */
export function useNavWidth(): { readonly narrow: ComputedRef<boolean>; toggle(): void } {
  const wished = shallowRef(localStorage.getItem(KEY) === 'yes')
  const small = useSmallWindow()
  return {
    narrow: computed(() => small.value || wished.value),
    toggle: () => {
      wished.value = !wished.value
      localStorage.setItem(KEY, wished.value ? 'yes' : 'no')
    },
  }
}
