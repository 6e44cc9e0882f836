import { monthOf } from '../../../../src-shared/kernel/time.ts'
import type { LocalDate } from '../../../../src-shared/kernel/time.ts'
import type { InputFor } from '../../../platform/client.ts'
import type { TermsInput } from '../terms/terms-draft.ts'

export type SampleRoom = InputFor<'standard.try'>['room']
export type FigureKey = Exclude<keyof SampleRoom, 'handOverOn'>

/** The home of the cases: 89.43 ㎡, handed over in the middle of the month so that the part month is seen too. */
export function usualRoom(today: LocalDate): SampleRoom {
  return {
    handOverOn: `${monthOf(today)}-18` as LocalDate,
    builtE2: 8943,
    innerE2: 7020,
    floor: 15,
    coefficientPpm: 1_000_000,
    persons: 3,
    spaces: 1,
    vehicles: 1,
    cards: 2,
    usageE3: 14_000,
    usedBeforeE3: 170_000,
  }
}

const BY_VARIABLE: Readonly<Record<string, readonly FigureKey[]>> = {
  建筑面积: ['builtE2'],
  套内面积: ['innerE2'],
  公摊面积: ['builtE2', 'innerE2'],
  楼层: ['floor'],
  系数: ['coefficientPpm'],
  人口: ['persons'],
}
const BY_COUNT = { person: 'persons', space: 'spaces', vehicle: 'vehicles', card: 'cards' } as const

/** The figures that the example asks for: those that the amount depends on. */
export function figuresAsked(terms: TermsInput, price: InputFor<'standard.try'>['price'] | null): readonly FigureKey[] {
  const { pricing } = terms
  switch (pricing.kind) {
    case 'area':
      if (pricing.basis === 'share') return ['builtE2', 'innerE2']
      return pricing.basis === 'built' ? ['builtE2'] : ['innerE2']
    case 'count':
      return [BY_COUNT[pricing.of]]
    case 'formula': {
      const text = price?.formula ?? ''
      const keys = Object.entries(BY_VARIABLE).flatMap(([name, of]) => (text.includes(name) ? of : []))
      return [...new Set(keys)]
    }
    case 'metered':
    case 'linked':
      return price?.usage?.pricing.kind === 'tiers' ? ['usageE3', 'usedBeforeE3', 'persons'] : ['usageE3']
    default:
      return []
  }
}

/** Decimals of a figure in the form. */
export const FIGURE_SCALE: Readonly<Record<FigureKey, number>> = {
  builtE2: 2,
  innerE2: 2,
  floor: 0,
  coefficientPpm: 6,
  persons: 0,
  spaces: 0,
  vehicles: 0,
  cards: 0,
  usageE3: 3,
  usedBeforeE3: 3,
}
