import { nextTick, onBeforeUnmount, onMounted } from 'vue'
import { useRouter } from 'vue-router'

import { handIsLost, keepHand, takeHome } from '../../platform/hand.ts'

/** On arrival at a page the hand leaves the navigation for what the page is about (design: ui, principles). */
export function useHand(): void {
  const router = useRouter()
  let stop = (): void => undefined

  const stopArrivals = router.afterEach(async (to, from) => {
    if (to.path === from.path) return
    await nextTick()
    // The search box keeps the hand while the account that it named is still being opened.
    const inNavigation = document.activeElement?.closest('.nav, .tabs') !== null
    if (handIsLost() || inNavigation) takeHome()
  })
  onMounted(() => {
    stop = keepHand()
    if (handIsLost()) takeHome()
  })
  onBeforeUnmount(() => {
    stop()
    stopArrivals()
  })
}
