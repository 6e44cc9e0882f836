import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** An opened object (a room, a run, a move-in) that the person comes back to. Shown when there is more than one. */
export interface OpenTab {
  readonly key: string
  readonly title: string
  readonly to: string
}

const MOST = 12

export const useTabs = defineStore('tabs', () => {
  const tabs = shallowRef<readonly OpenTab[]>([])

  /** Opens or renames; the oldest gives way when there are too many. */
  function open(tab: OpenTab): void {
    const known = tabs.value.some((one) => one.key === tab.key)
    tabs.value = known ? tabs.value.map((one) => (one.key === tab.key ? tab : one)) : [...tabs.value, tab].slice(-MOST)
  }

  /** Closes and tells which tab is beside it, if any. */
  function close(key: string): OpenTab | null {
    const at = tabs.value.findIndex((one) => one.key === key)
    tabs.value = tabs.value.filter((one) => one.key !== key)
    return tabs.value[Math.min(at, tabs.value.length - 1)] ?? null
  }

  return { tabs, open, close, closeAll: () => void (tabs.value = []) }
})
