import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'

import type { DataColumn } from './column.ts'

/** Which columns a person sees in a list, remembered by the list's name. Names of columns are no personal data. */
export function useColumnChoice(
  listName: string,
  columns: readonly DataColumn<never>[],
): ShallowRef<ReadonlySet<string>> {
  const chosen = shallowRef<ReadonlySet<string>>(remembered(listName) ?? defaults(columns))
  return chosen
}

export function rememberColumns(listName: string, keys: ReadonlySet<string>): void {
  localStorage.setItem(`columns:${listName}`, JSON.stringify([...keys]))
}

function remembered(listName: string): ReadonlySet<string> | null {
  const text = localStorage.getItem(`columns:${listName}`)
  if (text === null) return null
  try {
    const keys: unknown = JSON.parse(text)
    return Array.isArray(keys) ? new Set(keys.filter((key) => typeof key === 'string')) : null
  } catch {
    return null
  }
}

function defaults(columns: readonly DataColumn<never>[]): ReadonlySet<string> {
  return new Set(columns.filter((column) => column.optional !== true).map((column) => column.key))
}
