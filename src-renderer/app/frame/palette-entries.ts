import type { AvailableAct } from '../../platform/shortcuts/dispatcher.ts'
import { keysOf } from '../../platform/shortcuts/shortcut.ts'
import { t } from '../../platform/i18n.ts'

export interface PaletteEntry {
  readonly id: string
  readonly title: string
  readonly detail: string
  /** The key that does the same; empty for a page. */
  readonly keys: string
  readonly run: () => void
}

/** How a title is typed without its characters: `daoru`, `dr`. */
export interface Spelling {
  readonly full: string
  readonly initials: string
}

/** Keys that move or leave, and the one that posts money: F12 alone does that (design: ui, keys). */
const NO_ACTS = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Enter', 'Esc', 'Space', 'F12', 'Ctrl+K'])

/** The acts of the open page, then those of every page. */
export function actEntries(acts: readonly AvailableAct[], run: (act: AvailableAct) => void): readonly PaletteEntry[] {
  return acts.flatMap((act) => {
    const keys = keysOf(act.def)[0] ?? ''
    if (NO_ACTS.has(keys)) return []
    const detail = act.def.scope === 'global' ? t('app.help.global') : t('app.help.here')
    return [{ id: act.def.id, title: t(act.def.label), detail, keys, run: () => run(act) }]
  })
}

/** The entries that a few letters mean: those whose beginning they are come first, else in the order given. */
export function matchEntries(
  entries: readonly PaletteEntry[],
  { wanted, spellingOf }: { readonly wanted: string; readonly spellingOf: (title: string) => Spelling },
): readonly PaletteEntry[] {
  const letters = wanted.toLowerCase().replace(/\s/g, '')
  if (letters === '') return entries
  const ranked = entries.map((entry) => ({ entry, rank: rankOf(letters, entry.title, spellingOf(entry.title)) }))
  return [0, 1].flatMap((rank) => ranked.filter((one) => one.rank === rank).map(({ entry }) => entry))
}

function rankOf(letters: string, title: string, { full, initials }: Spelling): 0 | 1 | null {
  const ways = [title.toLowerCase().replace(/\s/g, ''), full, initials]
  if (ways.some((way) => way.startsWith(letters))) return 0
  return ways.some((way) => way.includes(letters)) ? 1 : null
}
