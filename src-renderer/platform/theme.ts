import { shallowRef } from 'vue'

export const THEMES = ['light', 'dark', 'system'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'theme'
const system = matchMedia('(prefers-color-scheme: dark)')

export const theme = shallowRef<Theme>(remembered())

export function setTheme(next: Theme): void {
  theme.value = next
  localStorage.setItem(KEY, next)
  applyTheme()
}

/** Sets `html.dark`; called once at start and whenever the system changes. */
export function applyTheme(): void {
  const dark = theme.value === 'dark' || (theme.value === 'system' && system.matches)
  document.documentElement.classList.toggle('dark', dark)
}

export function followSystemTheme(): void {
  system.addEventListener('change', applyTheme)
}

function remembered(): Theme {
  const kept = localStorage.getItem(KEY)
  return THEMES.find((one) => one === kept) ?? 'light'
}
