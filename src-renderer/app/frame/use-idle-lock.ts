import { useIdle } from '@vueuse/core'
import { computed, watch } from 'vue'

import type { useSession } from '../../platform/session.ts'

const CHECK_AFTER_MS = 60_000

/** Locks the screen when nobody has touched it for the minutes that the settings say; 0 = never. */
export function useIdleLock(session: ReturnType<typeof useSession>): void {
  const { lastActive, idle } = useIdle(CHECK_AFTER_MS)
  const limitMs = computed(() => (session.view?.idleLockMinutes ?? 0) * 60_000)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch([idle, limitMs], () => {
    clearTimeout(timer)
    if (!idle.value || limitMs.value === 0) return
    timer = setTimeout(() => void session.lock(), Math.max(0, lastActive.value + limitMs.value - Date.now()))
  })
}
