import { chordOf, isComposing, typesText } from './chord.ts'
import type { KeyPress } from './chord.ts'
import { keysOf } from './shortcut.ts'
import type { ShortcutDef } from './shortcut.ts'

export type ShortcutHandler = () => void

/** A page or layer that listens: the newest is asked first. */
export interface ShortcutLayer {
  readonly scope: string
  readonly handlers: Readonly<Record<string, ShortcutHandler>>
  /** A dialog lets nothing through to the page behind it. */
  readonly modal: boolean
  readonly openedAtMs: number
}

export interface AvailableAct {
  readonly def: ShortcutDef
  readonly run: ShortcutHandler
}

export interface PressContext {
  readonly atMs: number
  readonly repeat: boolean
  readonly inTextField: boolean
}

/** F12 posts money: it ignores repeats, and whoever leans on it while a page opens (design: ui, keys). */
const POSTING_KEY = 'F12'
const POSTING_REST_MS = 500

/** Keys of the browser that must never do what a browser does with them. */
const RESERVED = new Set([
  'F1',
  'F3',
  'F5',
  'F6',
  'F7',
  'F10',
  'F11',
  'F12',
  ...chords('DFGHJKLMNOPRSUW'),
  'Ctrl+Shift+R',
  'Ctrl+/',
])

export function isReserved(chord: string): boolean {
  return RESERVED.has(chord)
}

/** Holds the table and the open layers, and finds the handler of a key press. Knows nothing of the DOM. */
export class ShortcutDispatcher {
  readonly #byId: ReadonlyMap<string, ShortcutDef>
  #layers: readonly ShortcutLayer[] = []

  constructor(table: readonly ShortcutDef[]) {
    this.#byId = new Map(table.map((def) => [def.id, def]))
  }

  get table(): readonly ShortcutDef[] {
    return [...this.#byId.values()]
  }

  /** Scopes that act at the moment, the innermost first: what the help page marks as "here". */
  get activeScopes(): readonly string[] {
    return [...this.#layers].reverse().map((layer) => layer.scope)
  }

  /** What could be pressed now, the innermost layer first, each with what it does: the palette offers these as acts. */
  get available(): readonly AvailableAct[] {
    const acts = new Map<string, AvailableAct>()
    for (const layer of [...this.#layers].reverse()) {
      for (const [id, run] of Object.entries(layer.handlers)) {
        const def = this.#byId.get(id)
        if (def !== undefined && !acts.has(id)) acts.set(id, { def, run })
      }
      if (layer.modal) break
    }
    return [...acts.values()]
  }

  /** @throws Error when a handler names no shortcut of the layer's scope: help page and behaviour would differ. */
  open(layer: ShortcutLayer): () => void {
    for (const id of Object.keys(layer.handlers)) {
      if (this.#byId.get(id)?.scope !== layer.scope) throw new Error(`Unknown shortcut ${id} in scope ${layer.scope}`)
    }
    this.#layers = [...this.#layers, layer]
    return () => {
      this.#layers = this.#layers.filter((one) => one !== layer)
    }
  }

  /** The handler that this press calls, or `null` when it belongs to a field, the input method or nobody. */
  find(press: KeyPress, context: PressContext): ShortcutHandler | null {
    if (isComposing(press)) return null
    const chord = chordOf(press)
    for (const layer of [...this.#layers].reverse()) {
      const handler = this.#handlerIn(layer, { chord, context })
      if (handler !== undefined) return handler
      if (layer.modal) return null
    }
    return null
  }

  #handlerIn(
    layer: ShortcutLayer,
    press: { readonly chord: string; readonly context: PressContext },
  ): ShortcutHandler | null | undefined {
    const { chord, context } = press
    for (const [id, handler] of Object.entries(layer.handlers)) {
      const def = this.#byId.get(id)
      if (def === undefined || !keysOf(def).includes(chord)) continue
      if (context.inTextField && typesText(chord) && def.inText !== true) return undefined
      if (chord === POSTING_KEY && (context.repeat || context.atMs - layer.openedAtMs < POSTING_REST_MS)) return null
      return handler
    }
    return undefined
  }
}

function chords(letters: string): readonly string[] {
  return [...letters].map((letter) => `Ctrl+${letter}`)
}
