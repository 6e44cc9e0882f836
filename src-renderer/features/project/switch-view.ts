import { FEATURES } from '../../../src-shared/domain/access/features.ts'
import type { Feature } from '../../../src-shared/domain/access/features.ts'
import { decideSwitch } from '../../../src-shared/domain/project/index.ts'

/** A switch and what stands against turning it now. */
export interface SwitchView {
  readonly feature: Feature
  readonly enabled: boolean
  /** On, and features that are on need it: they go first. */
  readonly neededBy: readonly Feature[]
  /** Off, and it needs features that are off: they come first. */
  readonly needs: readonly Feature[]
}

/** The switches with what hinders each, by the same rule that core refuses by. */
export function switchViews(
  switches: readonly { readonly feature: Feature; readonly enabled: boolean }[],
): readonly SwitchView[] {
  const on = new Set(switches.filter(({ enabled }) => enabled).map(({ feature }) => feature))
  return switches.map(({ feature, enabled }) => ({
    feature,
    enabled,
    neededBy: enabled
      ? FEATURES.filter((other) => other !== feature && on.has(other) && holdsBack(feature, other))
      : [],
    needs: enabled
      ? []
      : FEATURES.filter((other) => other !== feature && !on.has(other) && !canBeOnWithout(feature, other)),
  }))
}

/** Whether `other` alone would keep `feature` from going off. */
function holdsBack(feature: Feature, other: Feature): boolean {
  return decideSwitch({ feature, enabled: false, on: new Set([feature, other]) }).kind !== 'switch'
}

function canBeOnWithout(feature: Feature, other: Feature): boolean {
  const rest = new Set(FEATURES.filter((each) => each !== other && each !== feature))
  return decideSwitch({ feature, enabled: true, on: rest }).kind === 'switch'
}
