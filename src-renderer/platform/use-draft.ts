import { ref, watch } from 'vue'
import type { Ref } from 'vue'

/**
 * What was typed survives a reload, a crash of the page and the lock screen. Kept in `sessionStorage` (memory of this
 * window, never a file), under the user, and dropped when the person signs out: drafts may hold personal data.
 */
const PREFIX = 'draft:'
let owner = 'nobody'

export function draftsBelongTo(userId: string | null): void {
  owner = userId ?? 'nobody'
}

export function dropDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key)
}

export interface Draft<T> {
  readonly value: Ref<T>
  /** True when `value` came from an earlier visit. */
  readonly restored: boolean
  /** After success, or when the person gives up what was typed. */
  discard(): void
}

/** `key` names form and object (`room.edit:<id>`); `initial` makes a fresh plain-data value. */
export function useDraft<T extends object>(key: string, initial: () => T): Draft<T> {
  const slot = `${PREFIX}${owner}:${key}`
  const kept = read<T>(slot)
  const value = ref(kept ?? initial()) as Ref<T>
  let silent = false
  watch(
    value,
    (next) => {
      if (silent) return
      sessionStorage.setItem(slot, JSON.stringify(next))
    },
    { deep: true, flush: 'sync' },
  )
  return {
    value,
    restored: kept !== null,
    discard: () => {
      silent = true
      value.value = initial()
      silent = false
      sessionStorage.removeItem(slot)
    },
  }
}

function read<T>(slot: string): T | null {
  const text = sessionStorage.getItem(slot)
  if (text === null) return null
  try {
    return JSON.parse(text) as T
  } catch {
    // A cut-off draft is worth less than a working form.
    sessionStorage.removeItem(slot)
    return null
  }
}
