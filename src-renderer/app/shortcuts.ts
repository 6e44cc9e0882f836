import type { ShortcutDef } from '../platform/shortcuts/shortcut.ts'
import { FEATURES } from './features.ts'

const APP_SHORTCUTS: readonly ShortcutDef[] = [
  { id: 'global.search', scope: 'global', keys: 'F1', label: 'app.shortcut.search' },
  { id: 'global.palette', scope: 'global', keys: 'Ctrl+K', label: 'app.shortcut.palette' },
  { id: 'global.help', scope: 'global', keys: 'Ctrl+/', label: 'app.shortcut.help' },
  { id: 'global.lock', scope: 'global', keys: 'Ctrl+Shift+L', label: 'app.shortcut.lock' },
  { id: 'global.nav', scope: 'global', keys: 'Ctrl+B', label: 'app.shortcut.nav' },
]

/** Every key of the product: what the help page prints, and what the test of collisions reads. */
export const ALL_SHORTCUTS: readonly ShortcutDef[] = [
  ...APP_SHORTCUTS,
  ...FEATURES.flatMap((feature) => feature.shortcuts ?? []),
]
