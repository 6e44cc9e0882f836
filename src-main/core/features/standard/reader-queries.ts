import { AppError } from '../../../../src-shared/kernel/app-error.ts'
import { answers } from '../../request/context.ts'
import type { Queries } from '../../request/context.ts'
import { findStandard } from './standard-rows.ts'
import { targetRooms } from './targets.ts'

export function standardReaderQueries(): Queries {
  return {
    'standard.preview_binding': answers('standard.preview_binding', ({ db, actor }, { standardId, target, fromOn }) => {
      const standard = findStandard(db, actor.projectId, standardId)
      if (standard === null) throw new AppError('standard.not_found')
      const rooms = targetRooms(db, { projectId: actor.projectId, feeItemId: standard.feeItemId, target, fromOn })
      const free = rooms.filter((room) => room.bound_standard_id === null)
      const { pricing } = standard.terms
      const areaOf = (room: (typeof rooms)[number]): number | null => {
        const { built_area_e2: built, inner_area_e2: inner } = room
        if (pricing.kind !== 'area' || pricing.basis === 'built') return built
        if (pricing.basis === 'inner') return inner
        return built === null || inner === null ? null : built - inner
      }
      return {
        toBind: free.length,
        alreadyBound: rooms.filter((room) => room.bound_standard_id === standardId).length,
        otherStandard: rooms.filter((room) => room.bound_standard_id !== null && room.bound_standard_id !== standardId)
          .length,
        withoutArea: pricing.kind === 'area' ? free.filter((room) => areaOf(room) === null).length : 0,
        totalAreaE2: free.reduce((sum, room) => sum + (areaOf(room) ?? 0), 0),
      }
    }),
  }
}
