import { hot } from '../../db/read-handle.ts'
import { answers } from '../../request/context.ts'
import type { Output, Queries } from '../../request/context.ts'
import type { ReaderDeps } from '../deps.ts'
import { explainMetered } from './bills/explain-line.ts'
import { previewBills } from './bills/preview.ts'
import { lossesOf } from './losses.ts'
import { openMeter } from './meter-detail.ts'
import { listMeters, meterRows } from './meter-list.ts'
import { listRoutes, sheetRows } from './sheet-rows.ts'

/** Rows that come with the opening itself: a screenful. */
const FIRST_WINDOW = 60

type BatchView = Output<'metering.batches'>['batches'][number]
const batches = hot<BatchView>(`SELECT batch.id AS batchId, batch.file_name AS fileName, batch.at AS importedAt,
    ifnull(user.display_name, '') AS importedBy, batch.readings, batch.state
  FROM meter_reading_batch batch LEFT JOIN user ON user.id = batch.user_id WHERE batch.project_id = ? ORDER BY batch.at DESC LIMIT 50`)

export function meteringQueries(): Queries {
  return {
    'metering.batches': answers('metering.batches', ({ db, actor }) => ({
      batches: db.hotAll(batches, actor.projectId),
    })),
  }
}

export function meteringReaderQueries({ snapshots }: ReaderDeps): Queries {
  return {
    'metering.list': answers('metering.list', ({ db, actor, today }, { filter, sort }) => {
      const rows = listMeters(db, { actor, today, filter, sort })
      const { snapshotId, cut } = snapshots.keep('metering.list', actor, rows)
      return { snapshotId, count: rows.length, cut, sums: {}, rows: meterRows(db, rows.slice(0, FIRST_WINDOW)) }
    }),
    'metering.list_rows': answers('metering.list_rows', ({ db, actor }, wanted) => ({
      rows: meterRows(db, snapshots.window('metering.list', actor, wanted)),
    })),
    'metering.open': answers('metering.open', (context, { meterId }) => openMeter(context, meterId)),
    'metering.routes': answers('metering.routes', ({ db, actor }, { month }) => ({
      routes: listRoutes(db, actor, month),
    })),
    'metering.sheet': answers('metering.sheet', ({ db, actor }, asked) => sheetRows(db, actor, asked)),
    'metering.losses': answers('metering.losses', (context, asked) => lossesOf(context, asked)),
    'metering.preview_bills': answers('metering.preview_bills', (context, asked) => previewBills(context, asked)),
    'metering.explain': answers('metering.explain', (context, { lineId }) => ({
      explanation: explainMetered(context, lineId),
    })),
  }
}
