import type { Feature } from '../../src-shared/domain/access/features.ts'
import type { Permission } from '../../src-shared/domain/access/permissions.ts'
import type { NavGroup, NavItem } from './feature-module.ts'
import { NAV_GROUPS } from './feature-module.ts'

/** What a navigation item, a page or a search target asks for. */
export interface Demands {
  readonly anyOf?: readonly Permission[]
  readonly feature?: Feature
}

export interface Granted {
  readonly permissions: ReadonlySet<Permission>
  readonly features: ReadonlySet<Feature>
}

export type Admission =
  | { readonly kind: 'open' }
  | { readonly kind: 'feature_off'; readonly feature: Feature }
  | { readonly kind: 'no_permission'; readonly permission: Permission | null }

/** Whether the person may open it. Only hides: core refuses the operations in any case. */
export function admit(demands: Demands, granted: Granted): Admission {
  const { feature, anyOf } = demands
  if (feature !== undefined && !granted.features.has(feature)) return { kind: 'feature_off', feature }
  if (anyOf === undefined || anyOf.some((permission) => granted.permissions.has(permission))) return { kind: 'open' }
  return { kind: 'no_permission', permission: anyOf[0] ?? null }
}

export interface NavSection {
  readonly group: NavGroup
  readonly items: readonly NavItem[]
}

/** What the role may open, in the order of its day; empty groups are left out. */
export function visibleNav(items: readonly NavItem[], granted: Granted): readonly NavSection[] {
  const open = items.filter((item) => admit(item, granted).kind === 'open')
  return NAV_GROUPS.map((group) => ({
    group,
    items: open.filter((item) => item.group === group).toSorted((left, right) => left.order - right.order),
  })).filter((section) => section.items.length > 0)
}
