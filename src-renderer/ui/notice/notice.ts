import { shallowRef } from 'vue'

export interface Notice {
  readonly id: number
  readonly text: string
  readonly tone: 'ok' | 'warn' | 'due'
  /** Taking back what was just done, where it can be. */
  readonly action?: { readonly label: string; readonly run: () => void }
}

const SHOWN_MS = 4_000
const SHOWN_WITH_ACTION_MS = 10_000

export const notices = shallowRef<readonly Notice[]>([])
let nextId = 1

/** A quiet line under the top bar: what was done, with a way back where there is one. Errors stay until closed. Answers its id, by which it can be taken off early. */
export function notify(notice: Omit<Notice, 'id'>): number {
  const shown: Notice = { ...notice, id: nextId++ }
  notices.value = [...notices.value.slice(-2), shown]
  if (notice.tone === 'due') return shown.id
  setTimeout(() => dismiss(shown.id), notice.action === undefined ? SHOWN_MS : SHOWN_WITH_ACTION_MS)
  return shown.id
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id)
}
