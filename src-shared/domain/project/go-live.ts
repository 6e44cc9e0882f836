import type { Refusal } from '../../kernel/app-error.ts'
import { refusal } from '../../kernel/app-error.ts'
import type { LocalDate } from '../../kernel/time.ts'

/** 启用日: nothing before it is billed here. It cannot move past what has been billed. `firstBilledOn` is the first day of a line in force. */
export function decideGoLive(
  goLiveOn: LocalDate | null,
  firstBilledOn: LocalDate | null,
): { readonly kind: 'go_live' } | Refusal<'project.go_live_after_bills'> {
  if (goLiveOn === null || firstBilledOn === null || goLiveOn <= firstBilledOn) return { kind: 'go_live' }
  return refusal('project.go_live_after_bills', { firstFrom: firstBilledOn }, 'goLiveOn')
}
