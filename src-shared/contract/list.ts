import { z } from 'zod'

import { notFound, query } from './request/define.ts'
import type { Access, AnySchema, QuerySpec, Scope } from './request/define.ts'
import { count } from './scalars.ts'

/** At most so many ids stand in one snapshot; a filter that finds more must be narrowed (architecture §3, lists). */
export const LIST_LIMIT = 200_000
const WINDOW = 200

const snapshotId = z.string().max(60)

/**
 * A list opens as a snapshot in the reader: ordered ids with count and sums over *all* that match. Rows come by windows of
 * it, so that the scroll bar can jump; the snapshot lives until the filter changes or the page closes.
 */
export function openList<F extends AnySchema, S extends z.ZodRawShape, R extends AnySchema>(spec: {
  readonly permission: Access
  readonly scope: Scope
  readonly filter: F
  readonly sortKeys: readonly [string, ...string[]]
  readonly sums: S
  readonly row: R
}) {
  return query({
    permission: spec.permission,
    scope: spec.scope,
    runs: 'reader',
    input: z.strictObject({
      filter: spec.filter as unknown as z.ZodType<F['_zod']['output'], F['_zod']['input']>,
      sort: z.strictObject({ key: z.enum(spec.sortKeys), direction: z.enum(['asc', 'desc']) }),
    }),
    output: z.object({
      snapshotId,
      count,
      /** More than `LIST_LIMIT` rows match: sums are over all of them, rows over the first part. */
      cut: z.boolean(),
      sums: z.object(spec.sums),
      rows: z.array(spec.row as unknown as z.ZodType<R['_zod']['output'], R['_zod']['input']>),
    }),
    errors: {},
    log: [],
  })
}

export interface WindowAsked {
  snapshotId: string
  from: number
  size: number
}
export interface RowsOf<R extends AnySchema> {
  rows: R['_zod']['output'][]
}

export function windowOfList<R extends AnySchema>(spec: {
  readonly permission: Access
  readonly scope: Scope
  readonly row: R
}): QuerySpec<
  z.ZodType<WindowAsked, WindowAsked>,
  z.ZodType<RowsOf<R>, RowsOf<R>>,
  { 'list.expired': ReturnType<typeof notFound> }
> {
  return query({
    permission: spec.permission,
    scope: spec.scope,
    runs: 'reader',
    input: z.strictObject({ snapshotId, from: count, size: z.int().min(1).max(WINDOW) }),
    output: z.object({ rows: z.array(spec.row as unknown as z.ZodType<R['_zod']['output'], R['_zod']['input']>) }),
    errors: { 'list.expired': notFound() },
    log: [],
  })
}
