import type { MessageKey } from '../i18n.ts'

/**
 * A key with its meaning; the handler is bound by the page (`useShortcuts`). `keys` is written as the person reads it:
 * `F12`, `Ctrl+Shift+Z`, `Space`, `+`, `ArrowDown`. Two alternatives: `['+', '=']`.
 */
export interface ShortcutDef {
  /** `<scope>.<act>`, unique. */
  readonly id: string
  /** `global`, or the page or layer in which it acts. */
  readonly scope: string
  readonly keys: string | readonly string[]
  readonly label: MessageKey
  /** Acts while a text field has the focus even without Ctrl or Alt. Function keys and Ctrl chords always do. */
  readonly inText?: boolean
}

export function keysOf(def: ShortcutDef): readonly string[] {
  return typeof def.keys === 'string' ? [def.keys] : def.keys
}

export interface Collision {
  readonly scope: string
  readonly keys: string
  readonly ids: readonly string[]
}

/** Two meanings of one key within a scope; a page's key that hides a global one counts too (design: ui, keys). */
export function findCollisions(defs: readonly ShortcutDef[]): readonly Collision[] {
  const scopes = [...new Set(defs.map((def) => def.scope))]
  return scopes.flatMap((scope) => {
    const byKeys = new Map<string, string[]>()
    for (const def of defs.filter((one) => one.scope === scope || one.scope === 'global')) {
      for (const keys of keysOf(def)) byKeys.set(keys, [...(byKeys.get(keys) ?? []), def.id])
    }
    return [...byKeys].filter(([, ids]) => ids.length > 1).map(([keys, ids]) => ({ scope, keys, ids }))
  })
}
