import type { InputFor } from '../../../platform/client.ts'

export type Figures = InputFor<'standard.set_figures'>['figures']

/** What is asked for, in the order of the form. */
export const FIGURES = [
  { key: 'persons', scale: 0, most: 1000 },
  { key: 'spaces', scale: 0, most: 1000 },
  { key: 'vehicles', scale: 0, most: 1000 },
  { key: 'cards', scale: 0, most: 1000 },
  { key: 'coefficientPpm', scale: 6, most: 100_000_000 },
] as const satisfies readonly { readonly key: keyof Figures; readonly scale: number; readonly most: number }[]

export function emptyFigures(): Figures {
  return { persons: null, spaces: null, vehicles: null, cards: null, coefficientPpm: null }
}

/** A new version begins with what is known: whoever counts the people again does not count the cards again. */
export function knownFigures(version: Figures | undefined): Figures {
  if (version === undefined) return emptyFigures()
  const { persons, spaces, vehicles, cards, coefficientPpm } = version
  return { persons, spaces, vehicles, cards, coefficientPpm }
}
