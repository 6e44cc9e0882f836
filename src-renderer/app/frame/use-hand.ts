import { nextTick, onBeforeUnmount, onMounted } from 'vue'
import { useRouter } from 'vue-router'

import { handIsLost, keepHand, takeHome } from '../../platform/hand.ts'
import { searchIsOpening } from '../../platform/search-box.ts'

/** On arrival at a page the hand leaves the navigation for what the page is about (design: ui, principles). */
export function useHand(): void {
  const router = useRouter()
  let stop = (): void => undefined

  let left: Element | null = null
  const stopLeaving = router.beforeEach(() => {
    left = document.activeElement
  })
  const stopArrivals = router.afterEach(async (to, from) => {
    if (to.path === from.path) return
    if (searchIsOpening.value) return
    await nextTick()
    // Put elsewhere while the page was on its way (F1, and typing already): it stays there.
    const inFrame = left !== null && left === document.activeElement && left.closest('.nav, .tabs, .top') !== null
    if (handIsLost() || inFrame) takeHome()
  })
  onMounted(() => {
    stop = keepHand()
    if (handIsLost()) takeHome()
  })
  onBeforeUnmount(() => {
    stop()
    stopLeaving()
    stopArrivals()
  })
}
