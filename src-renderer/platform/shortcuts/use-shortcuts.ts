import { inject, onActivated, onBeforeUnmount, onDeactivated, onMounted, toValue, watch } from 'vue'
import type { InjectionKey, MaybeRefOrGetter } from 'vue'

import type { KeyPress } from './chord.ts'
import { chordOf } from './chord.ts'
import { isReserved } from './dispatcher.ts'
import type { ShortcutDispatcher, ShortcutHandler } from './dispatcher.ts'

export const SHORTCUTS: InjectionKey<ShortcutDispatcher> = Symbol('shortcuts')

export interface UseShortcutsOptions {
  readonly handlers: Readonly<Record<string, ShortcutHandler>>
  /** Listens only while this holds (a mode of the page, an open drawer). */
  readonly active?: MaybeRefOrGetter<boolean>
  readonly modal?: boolean
}

/**
 * Binds handlers, by id of the table, for as long as the component is on the screen. Without a dispatcher (a component
 * test, a gallery) nothing is bound.
 */
export function useShortcuts(scope: string, options: UseShortcutsOptions): void {
  const dispatcher = inject(SHORTCUTS, null)
  if (dispatcher === null) return
  let close: (() => void) | null = null
  let shown = false
  const sync = (): void => {
    const wanted = shown && toValue(options.active ?? true)
    if (wanted && close === null) {
      close = dispatcher.open({
        scope,
        handlers: options.handlers,
        modal: options.modal ?? false,
        openedAtMs: performance.now(),
      })
    }
    if (!wanted && close !== null) {
      close()
      close = null
    }
  }
  const show = (): void => {
    shown = true
    sync()
  }
  const hide = (): void => {
    shown = false
    sync()
  }
  onMounted(show)
  onActivated(show)
  onDeactivated(hide)
  onBeforeUnmount(hide)
  watch(() => toValue(options.active ?? true), sync)
}

/** The one listener of the page. Keys that a field has already used (`preventDefault`) are left alone. */
export function listenForShortcuts(dispatcher: ShortcutDispatcher, page: Window): () => void {
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return
    if (isReserved(chordOf(event as KeyPress))) event.preventDefault()
    const handler = dispatcher.find(event, {
      atMs: performance.now(),
      repeat: event.repeat,
      inTextField: isTextField(event.target),
    })
    if (handler === null) return
    event.preventDefault()
    handler()
  }
  page.addEventListener('keydown', listen)
  return () => page.removeEventListener('keydown', listen)
}

const NOT_TEXT = new Set(['checkbox', 'radio', 'button', 'submit', 'reset', 'file', 'color', 'range'])

export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !NOT_TEXT.has(target.type)
  return target instanceof HTMLTextAreaElement || target.isContentEditable
}
