import { answers } from '../../request/context.ts'
import type { Queries } from '../../request/context.ts'
import { viewerOf } from '../shift/index.ts'
import { dailyTakings } from './daily-takings.ts'
import { requireRange } from './range.ts'
import { todayFigures } from './today.ts'

export function reportReaderQueries(): Queries {
  return {
    'report.daily': answers('report.daily', ({ db, actor, now }, range) => {
      requireRange(range)
      return { ...dailyTakings(db, { ...range, projectId: actor.projectId, viewer: viewerOf(actor) }), asOf: now }
    }),

    'report.today': answers('report.today', todayFigures),
  }
}
