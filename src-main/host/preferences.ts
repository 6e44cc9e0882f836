import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClosingMode } from '../../src-shared/contract/desktop.ts'
import { causeFields } from './log.ts'
import type { Log } from './log.ts'
import { writeFileAtomically } from './data-folder/write-atomically.ts'
import { parseWindowState } from './window/window-state.ts'
import type { WindowState } from './window/window-state.ts'

export type Language = 'zh-CN' | 'en-US'

/** What a window needs before anybody signed in. Everything else is a setting in the database. */
export interface Preferences {
  readonly language: Language | null
  readonly window: WindowState | null
  /** Where newer versions are looked for. Its files are believed by their signature alone, whoever wrote this address. */
  readonly updateFeed: string | null
  readonly closing: ClosingMode
}

/** `preferences.json` of the data folder. A file that does not read counts as none: nothing in it is worth a question. */
export class PreferenceStore {
  readonly #path: string
  readonly #log: Log
  #current: Preferences | null = null

  constructor(folder: string, log: Log) {
    this.#log = log
    this.#path = join(folder, 'preferences.json')
  }

  get(): Preferences {
    this.#current ??= parsePreferences(readOrNothing(this.#path))
    return this.#current
  }

  set(change: Partial<Preferences>): void {
    this.#current = { ...this.get(), ...change }
    try {
      writeFileAtomically(this.#path, `${JSON.stringify(this.#current, null, 2)}\n`)
    } catch (error) {
      // A full disk must not keep a window from closing.
      this.#log.warn('preferences.not_written', causeFields(error))
    }
  }
}

export function isLanguage(value: unknown): value is Language {
  return value === 'zh-CN' || value === 'en-US'
}

function parsePreferences(text: string): Preferences {
  try {
    const value = JSON.parse(text) as Record<string, unknown> | null
    const language = value?.['language']
    const feed = value?.['updateFeed']
    return {
      language: isLanguage(language) ? language : null,
      window: parseWindowState(value?.['window']),
      updateFeed: typeof feed === 'string' ? feed : null,
      closing: value?.['closing'] === 'hide' ? 'hide' : 'quit',
    }
  } catch {
    return { language: null, window: null, updateFeed: null, closing: 'quit' }
  }
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
