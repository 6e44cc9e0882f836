import type { Permission } from '../access/index.ts'

/**
 * 要紧的权限: rights over accounts, settings and money that is gone for good. Whoever gives them out alone could give them to
 * an account of their own making.
 */
export const STRONG_RIGHTS: ReadonlySet<Permission> = new Set<Permission>([
  'user.manage',
  'approval.decide',
  'audit.export',
  'project.manage',
  'setting.manage',
  'billing.undo',
  'shift.force_close',
  'clock.confirm',
])

/** A role as it would be held: what it permits, in which buildings (`null`: everywhere). */
export interface HeldRights {
  readonly permissions: readonly string[]
  readonly buildingIds: readonly string[] | null
}

/** The strong rights that somebody would have after a change and did not have before, or would have in more buildings. */
export function newStrongRights(before: readonly HeldRights[], after: readonly HeldRights[]): Permission[] {
  return [...STRONG_RIGHTS].filter((right) => {
    const had = reachOf(before, right)
    const has = reachOf(after, right)
    if (has === 'everywhere') return had !== 'everywhere'
    return had !== 'everywhere' && [...has].some((building) => !had.has(building))
  })
}

function reachOf(held: readonly HeldRights[], right: Permission): 'everywhere' | ReadonlySet<string> {
  const having = held.filter(({ permissions }) => permissions.includes(right))
  if (having.some(({ buildingIds }) => buildingIds === null)) return 'everywhere'
  return new Set(having.flatMap(({ buildingIds }) => buildingIds ?? []))
}
