import type { Component } from 'vue'
import type { RouteRecordRaw } from 'vue-router'

import type { Feature } from '../../src-shared/domain/access/features.ts'
import type { Permission } from '../../src-shared/domain/access/permissions.ts'
import type { Invalidations } from './events.ts'
import type { MessageKey } from './i18n.ts'
import type { ShortcutDef } from './shortcuts/shortcut.ts'

/** The order of the navigation: the day's work first, then services, figures, and the office itself. */
export const NAV_GROUPS = ['work', 'service', 'view', 'manage'] as const
export type NavGroup = (typeof NAV_GROUPS)[number]

export interface NavItem {
  readonly id: string
  readonly label: MessageKey
  /** Where it leads: a path, `/counter`. */
  readonly to: string
  /** Shown alone when the navigation is narrow (48 px). */
  readonly icon: Component
  readonly group: NavGroup
  /** Place within its group, in the order of the day: 10, 20, … */
  readonly order: number
  /** Any one of these opens it; none named means everybody. */
  readonly anyOf?: readonly Permission[]
  readonly feature?: Feature
}

/** What the search of the top bar finds. */
export type SearchedKind = 'room' | 'receipt'

/** Where a hit of the search leads. Of several features the lowest `order` that the person may open wins. */
export interface SearchTarget {
  readonly kind: SearchedKind
  readonly to: (id: string) => string
  readonly order: number
  readonly anyOf?: readonly Permission[]
  readonly feature?: Feature
}

declare module 'vue-router' {
  interface RouteMeta {
    /** Any one of these opens the page; core refuses its operations in any case. */
    readonly anyOf?: readonly Permission[]
    readonly feature?: Feature
    /** Title of the page for the window and for tabs. */
    readonly title?: MessageKey
  }
}

/** What a feature gives to the frame, from `features/<feature>/index.ts`; one line in `app/features.ts` takes it in. */
export interface FeatureModule {
  readonly name: string
  /** Children of the frame; components by `() => import(…)`, so that each feature is its own chunk. */
  readonly routes?: readonly RouteRecordRaw[]
  readonly nav?: readonly NavItem[]
  readonly shortcuts?: readonly ShortcutDef[]
  readonly invalidations?: Invalidations
  /** Small parts at the right of the top bar (shift chip) and at the left of the status bar (devices, jobs). */
  readonly topBar?: readonly Component[]
  readonly statusBar?: readonly Component[]
  /** Pages that open what F1 found. */
  readonly searchTargets?: readonly SearchTarget[]
}
