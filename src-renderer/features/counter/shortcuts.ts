import type { ShortcutDef } from '../../platform/shortcuts/shortcut.ts'

const SCOPE = 'counter'

/** Keys of the counter (domain rules 4.1); what types a sign acts on the lines alone, never in a text field. */
export const counterShortcuts: readonly ShortcutDef[] = [
  { id: 'counter.back', scope: SCOPE, keys: 'Esc', label: 'counter.shortcut.back' },
  { id: 'counter.down', scope: SCOPE, keys: 'ArrowDown', label: 'counter.shortcut.down' },
  { id: 'counter.up', scope: SCOPE, keys: 'ArrowUp', label: 'counter.shortcut.up' },
  { id: 'counter.tick', scope: SCOPE, keys: 'Space', label: 'counter.shortcut.tick' },
  { id: 'counter.month_more', scope: SCOPE, keys: ['+', '='], label: 'counter.shortcut.month_more' },
  { id: 'counter.month_less', scope: SCOPE, keys: '-', label: 'counter.shortcut.month_less' },
  { id: 'counter.date', scope: SCOPE, keys: '*', label: 'counter.shortcut.date' },
  { id: 'counter.amount', scope: SCOPE, keys: '/', label: 'counter.shortcut.amount' },
  { id: 'counter.late_fee', scope: SCOPE, keys: 'F3', label: 'counter.shortcut.late_fee' },
  { id: 'counter.late_day', scope: SCOPE, keys: 'F4', label: 'counter.shortcut.late_day' },
  { id: 'counter.why', scope: SCOPE, keys: '?', label: 'counter.shortcut.why' },
  { id: 'counter.cash', scope: SCOPE, keys: 'F5', label: 'counter.shortcut.cash' },
  { id: 'counter.wechat', scope: SCOPE, keys: 'F6', label: 'counter.shortcut.wechat' },
  { id: 'counter.alipay', scope: SCOPE, keys: 'F7', label: 'counter.shortcut.alipay' },
  { id: 'counter.card', scope: SCOPE, keys: 'F8', label: 'counter.shortcut.card' },
  { id: 'counter.transfer', scope: SCOPE, keys: 'F9', label: 'counter.shortcut.transfer' },
  { id: 'counter.post', scope: SCOPE, keys: 'F12', label: 'counter.shortcut.post' },
  { id: 'counter.together', scope: SCOPE, keys: 'Ctrl+M', label: 'counter.shortcut.together' },
  { id: 'counter.history', scope: SCOPE, keys: 'Ctrl+H', label: 'counter.shortcut.history' },
  { id: 'counter.reprint', scope: SCOPE, keys: 'Ctrl+P', label: 'counter.shortcut.reprint' },
  { id: 'counter.void', scope: SCOPE, keys: 'Ctrl+Shift+Z', label: 'counter.shortcut.void' },
]
