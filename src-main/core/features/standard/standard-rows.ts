import { sqlOf } from '../../db/read-handle.ts'
import type { ReadHandle } from '../../db/read-handle.ts'
import type { FeeStandardTable, FeeStandardVersionTable } from '../../db/tables.ts'
import type { Output } from '../../request/context.ts'
import { readTerms, viewVersion } from './terms.ts'

export type StandardView = Output<'standard.list'>['standards'][number]
type StandardRow = FeeStandardTable & { readonly item_name: string }

function standardsOf(projectId: string) {
  return (
    sqlOf
      .selectFrom('fee_standard')
      .innerJoin('fee_item', 'fee_item.id', 'fee_standard.fee_item_id')
      .selectAll('fee_standard')
      .select('fee_item.name as item_name')
      .where('fee_standard.project_id', '=', projectId)
      // Those that lines of a share or an opening name are nobody's to bind, price or look at.
      .where('fee_standard.ended_on', 'is', null)
      .where('fee_standard.tariff_kind', '<>', 'share')
  )
}

export function listStandards(db: ReadHandle, projectId: string): StandardView[] {
  const rows: StandardRow[] = db.all(standardsOf(projectId).orderBy('fee_item.priority').orderBy('fee_standard.code'))
  const versions = db.all(
    sqlOf.selectFrom('fee_standard_version').selectAll().where('project_id', '=', projectId).orderBy('from_on'),
  )
  const bound = db.all(
    sqlOf
      .selectFrom('fee_binding')
      .select(['fee_standard_id', (part) => part.fn.count<number>('room_id').distinct().as('rooms')])
      .where('project_id', '=', projectId)
      .where('to_on', 'is', null)
      .groupBy('fee_standard_id'),
  )
  const roomsOf = new Map(bound.map((row) => [row.fee_standard_id, row.rooms]))
  const versionsOf = Map.groupBy(versions, (row) => row.fee_standard_id)
  return rows.map((row) =>
    viewOf(row, { versions: versionsOf.get(row.id) ?? [], boundRooms: roomsOf.get(row.id) ?? 0 }),
  )
}

/** @throws AppError `standard.not_found` is the caller's: this answers `null`. */
export function findStandard(db: ReadHandle, projectId: string, standardId: string): StandardView | null {
  return listStandards(db, projectId).find((standard) => standard.standardId === standardId) ?? null
}

function viewOf(
  row: StandardRow,
  parts: { readonly versions: readonly FeeStandardVersionTable[]; readonly boundRooms: number },
): StandardView {
  return {
    standardId: row.id,
    version: row.version,
    code: row.code,
    name: row.name,
    feeItemId: row.fee_item_id,
    feeItemName: row.item_name,
    pricingKind: row.tariff_kind,
    terms: readTerms(row.terms_json),
    versions: parts.versions.map((version) => viewVersion(version)),
    boundRooms: parts.boundRooms,
    endedOn: row.ended_on,
  } as unknown as StandardView
}
