import type { Fen } from '../../kernel/money.ts'
import { roundAmount, usageAmount } from '../tariff/index.ts'
import type { Medium, Rounding } from '../tariff/index.ts'
import type { MasterDifference } from '../meter/index.ts'
import { masterDifference } from '../meter/index.ts'

/** Usages of one building's meters of one medium over a period. */
export interface BuildingUsage {
  readonly building: string
  readonly medium: Medium
  readonly masterE3: number
  /** Rooms' meters directly below the master. */
  readonly roomsE3: readonly number[]
  /** Common meters (lift, stairs, pumps) directly below it. */
  readonly commonE3: readonly number[]
  /** `null`: the loss is shown without money. */
  readonly priceE6: number | null
}

/** 楼栋损耗 (总分差): what the master counted and no meter below it. */
export interface BuildingLoss extends MasterDifference {
  readonly building: string
  readonly medium: Medium
  readonly roomsE3: number
  readonly commonE3: number
  readonly lossFen: Fen | null
  /** The meters below counted more than the master: a wrong reading, a wrong multiplier, a meter in the wrong building. */
  readonly negative: boolean
}

/** 损耗报表: one row per building and medium, in the order given. */
export function reportLosses(
  buildings: readonly BuildingUsage[],
  rounding: Pick<Rounding, 'mode' | 'precision'>,
): BuildingLoss[] {
  return buildings.map(({ building, medium, masterE3, roomsE3, commonE3, priceE6 }) => {
    const difference = masterDifference(masterE3, [...roomsE3, ...commonE3])
    const { differenceE3 } = difference
    return {
      ...difference,
      building,
      medium,
      roomsE3: sum(roomsE3),
      commonE3: sum(commonE3),
      lossFen: priceE6 === null ? null : roundAmount(usageAmount(priceE6, differenceE3), rounding),
      negative: differenceE3 < 0,
    }
  })
}

function sum(usages: readonly number[]): number {
  return usages.reduce((total, usageE3) => total + usageE3, 0)
}
