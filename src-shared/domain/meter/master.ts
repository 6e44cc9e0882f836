import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import { divideRounded } from '../../kernel/money.ts'
import type { Medium } from '../tariff/index.ts'
import type { MeterCode } from './codes.ts'

/** 总表 and 分表: `parentId` is the meter through which this one is fed, `null` for a master. */
export interface MeterNode {
  readonly id: string
  readonly code: string
  readonly medium: Medium
  readonly parentId: string | null
}

export type CheckedTree = { readonly kind: 'tree'; readonly childrenOf: ReadonlyMap<string, readonly MeterNode[]> }

/** The meters by master, when none lies above itself or above another medium. A parent out of the list counts as a master. */
export function orderMeters(nodes: readonly MeterNode[]): CheckedTree | Refusal<MeterCode> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  for (const node of nodes) {
    const parent = parentOf(node, byId)
    if (parent !== null && parent.medium !== node.medium) {
      return refusal('meter.above_other_medium', { meterCode: node.code }, 'parentId')
    }
    let above = parent
    for (let steps = 0; above !== null; steps++) {
      if (above.id === node.id || steps > nodes.length) {
        return refusal('meter.above_itself', { meterCode: node.code }, 'parentId')
      }
      above = parentOf(above, byId)
    }
  }
  const fed = nodes.filter((node) => node.parentId !== null)
  return { kind: 'tree', childrenOf: Map.groupBy(fed, ({ parentId }) => String(parentId)) }
}

function parentOf({ parentId }: MeterNode, byId: ReadonlyMap<string, MeterNode>): MeterNode | null {
  return parentId === null ? null : (byId.get(parentId) ?? null)
}

/** 总分差 of a master and the meters directly below it: what was lost on the way, or stands on no sub meter. */
export interface MasterDifference {
  readonly masterE3: number
  readonly subsE3: number
  readonly differenceE3: number
  /** Of the master's usage, half-up; `null` when the master counted nothing. Negative: the sub meters counted more. */
  readonly differencePpm: number | null
}

/** Only direct sub meters count: what lies below them has run through them already. */
export function masterDifference(masterE3: number, subsE3: readonly number[]): MasterDifference {
  const sumE3 = subsE3.reduce((sum, one) => sum + one, 0)
  const differenceE3 = masterE3 - sumE3
  return { masterE3, subsE3: sumE3, differenceE3, differencePpm: ppmOf(differenceE3, masterE3) }
}

function ppmOf(partE3: number, wholeE3: number): number | null {
  if (wholeE3 <= 0) return null
  return Number(divideRounded(BigInt(partE3) * 1_000_000n, BigInt(wholeE3)))
}
