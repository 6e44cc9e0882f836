import { nextTick, watch } from 'vue'
import type { Ref } from 'vue'

import { giveHandBack } from '../../platform/hand.ts'

/** Remembers where the hand was when a layer opened; what it answers takes the hand back there when the layer has closed. */
export function useHandBack(open: Ref<boolean>): () => void {
  let before: Element | null = null
  watch(
    open,
    (opening) => {
      if (opening) before = document.activeElement
    },
    { immediate: true, flush: 'sync' },
  )
  return () => {
    const at = before
    void nextTick(() => giveHandBack(at))
  }
}
