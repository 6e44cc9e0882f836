import { addDays } from '../../kernel/time.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { AreaVersion, Binding, PlanRequest } from './model.ts'

/** A change that reaches into issued months (迟到事件), beside a price, which stands among the versions of its standard already. */
export type LateChange =
  | { readonly kind: 'price' }
  | {
      readonly kind: 'override'
      readonly bindingId: string
      readonly fromOn: LocalDate
      readonly priceE6: number | null
    }
  | { readonly kind: 'end_binding'; readonly bindingId: string; readonly toOn: LocalDate }
  | { readonly kind: 'area'; readonly roomId: string; readonly area: AreaVersion }

/** The data as it will be once the change is saved: what is shown before saving is what saving does. */
export function withChange<Request extends Pick<PlanRequest, 'bindings' | 'rooms'>>(
  request: Request,
  change: LateChange,
): Request {
  switch (change.kind) {
    case 'price':
      return request
    case 'override':
      return { ...request, bindings: request.bindings.flatMap((binding) => overridden(binding, change)) }
    case 'end_binding':
      return {
        ...request,
        bindings: request.bindings.map((one) => (one.id === change.bindingId ? { ...one, toOn: change.toOn } : one)),
      }
    case 'area':
      return {
        ...request,
        rooms: request.rooms.map((room) => (room.id === change.roomId ? withArea(room, change.area) : room)),
      }
    default:
      return change satisfies never
  }
}

function overridden(binding: Binding, change: Extract<LateChange, { kind: 'override' }>): Binding[] {
  const { bindingId, fromOn, priceE6 } = change
  if (binding.id !== bindingId) return [binding]
  const changed = { ...binding, fromOn, overridePriceE6: priceE6 }
  if (fromOn <= binding.fromOn) return [{ ...changed, fromOn: binding.fromOn }]
  return [
    { ...binding, toOn: addDays(fromOn, -1) },
    { ...changed, id: `${binding.id}+` },
  ]
}

/** An area of the same day takes the place of the one that stood there. */
function withArea<Room extends { readonly areas: readonly AreaVersion[] }>(room: Room, area: AreaVersion): Room {
  const others = room.areas.filter(({ fromOn }) => fromOn !== area.fromOn)
  const areas = [...others, area].sort((left, right) => (left.fromOn < right.fromOn ? -1 : 1))
  return { ...room, areas }
}
