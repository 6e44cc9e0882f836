import type { Actor } from '../../request/context.ts'
import type { RoomFilter } from './list-filter.ts'
import type { SheetLanguage } from './sheet-texts.ts'

export interface ExportInput {
  readonly filter: RoomFilter
  readonly language: SheetLanguage
  readonly grantId: string
  readonly path: string
  /** The asker as of the command: the file holds what the screen would show. */
  readonly asker: Pick<Actor, 'projectId' | 'buildingIds' | 'displayName'> & { readonly permissions: readonly string[] }
}

export interface Exported {
  readonly rows: number
}
