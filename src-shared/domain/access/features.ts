/** 功能开关: what a project may switch off. Off means: not in the menu, and refused by core. */
export const FEATURES = [
  'import',
  'standard',
  'billing',
  'metering',
  'counter',
  'receipt',
  'shift',
  'report',
  'bill_notice',
] as const

export type Feature = (typeof FEATURES)[number]

/** 小区类型: the preset that the first-run wizard offers. */
export const COMMUNITY_KINDS = ['old', 'standard', 'premium'] as const
export type CommunityKind = (typeof COMMUNITY_KINDS)[number]

/** Which features a new project of a kind starts with. A small old compound hands out no printed notices. */
export function presetFeatures(kind: CommunityKind): ReadonlySet<Feature> {
  const all = new Set<Feature>(FEATURES)
  if (kind === 'old') all.delete('bill_notice')
  return all
}
