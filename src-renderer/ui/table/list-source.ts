import { call } from '../../platform/client.ts'
import type { AppQueryName, InputFor, OutputFor, Result } from '../../platform/client.ts'

export interface ListSort {
  readonly key: string
  readonly direction: 'asc' | 'desc'
}

/** What opening a list answers: count and sums over all that match, and the first rows (contract/list.ts). */
export interface ListSnapshot<Row> {
  readonly snapshotId: string
  readonly count: number
  /** More rows match than a list holds: "narrow the filter". */
  readonly cut: boolean
  /** `null`: not for the eyes of whoever asks. */
  readonly sums: Readonly<Record<string, number | null>>
  readonly rows: readonly Row[]
}

/**
 * Where a `DataTable` gets its rows. `contractList` makes one from the two operations of a list.
 */
export interface ListSource<Row, Filter = unknown> {
  open(request: { readonly filter: Filter; readonly sort: ListSort }): Promise<Result<ListSnapshot<Row>>>
  window(request: {
    readonly snapshotId: string
    readonly from: number
    readonly size: number
  }): Promise<Result<{ readonly rows: readonly Row[] }>>
  close?(snapshotId: string): void
}

type RowOf<O> = O extends { readonly rows: readonly (infer Row)[] } ? Row : never
type OpenName = { [N in AppQueryName]: OutputFor<N> extends { readonly snapshotId: string } ? N : never }[AppQueryName]
type WindowName = {
  [N in AppQueryName]: InputFor<N> extends { readonly snapshotId: string; readonly from: number } ? N : never
}[AppQueryName]

/** A list of the contract: `contractList('room.list', 'room.list_rows')`. */
export function contractList<N extends OpenName>(
  open: N,
  window: WindowName,
): ListSource<RowOf<OutputFor<N>>, InputFor<N> extends { readonly filter: infer Filter } ? Filter : never> {
  type Row = RowOf<OutputFor<N>>
  return {
    // The sort keys of the columns are those of the contract; core refuses any other.
    open: (request) => call.query(open, request as unknown as InputFor<N>) as Promise<Result<ListSnapshot<Row>>>,
    window: (request) => call.query(window, request) as Promise<Result<{ readonly rows: readonly Row[] }>>,
  }
}

/** A list that is in the page already (import errors, a report of some hundred rows). `sort` orders by its own key. */
export function arraySource<Row>(
  rows: readonly Row[],
  options: {
    readonly sums?: Readonly<Record<string, number>>
    readonly compare?: (left: Row, right: Row, key: string) => number
  } = {},
): ListSource<Row> {
  let ordered: readonly Row[] = rows
  return {
    open: ({ sort }) => {
      const { compare } = options
      const sign = sort.direction === 'asc' ? 1 : -1
      ordered = compare === undefined ? rows : rows.toSorted((left, right) => sign * compare(left, right, sort.key))
      const snapshot = {
        snapshotId: 'page',
        count: rows.length,
        cut: false,
        sums: options.sums ?? {},
        rows: ordered.slice(0, 200),
      }
      return Promise.resolve({ ok: true, value: snapshot })
    },
    window: ({ from, size }) => Promise.resolve({ ok: true, value: { rows: ordered.slice(from, from + size) } }),
  }
}
