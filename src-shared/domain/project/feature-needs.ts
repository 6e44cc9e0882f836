import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { Feature } from '../access/index.ts'

/** What a feature cannot work without: lines come from standards, money needs a shift and gives a receipt. */
const NEEDS: Readonly<Record<Feature, readonly Feature[]>> = {
  import: [],
  standard: [],
  billing: ['standard'],
  metering: [],
  counter: ['billing', 'receipt', 'shift'],
  receipt: [],
  shift: [],
  report: [],
  bill_notice: ['billing'],
}

export interface SwitchRequest {
  readonly feature: Feature
  readonly enabled: boolean
  /** The features that are on now. */
  readonly on: ReadonlySet<Feature>
}

/** 功能开关: nothing goes off while another feature that is on needs it, nothing goes on before what it needs. */
export function decideSwitch({
  feature,
  enabled,
  on,
}: SwitchRequest): { readonly kind: 'switch' } | Refusal<'project.feature_needed' | 'project.feature_needs'> {
  if (enabled) {
    const missing = NEEDS[feature].find((needed) => !on.has(needed))
    return missing === undefined ? { kind: 'switch' } : refusal('project.feature_needs', { needs: missing })
  }
  const by = [...on].find((other) => NEEDS[other].includes(feature))
  return by === undefined ? { kind: 'switch' } : refusal('project.feature_needed', { by })
}
