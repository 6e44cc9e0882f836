import type { InputFor, WireError } from '../../platform/client.ts'

export type CorrectedChange = InputFor<'correction.preview'>['change']

const CODES: ReadonlySet<string> = new Set([
  'standard.price_in_billed_month',
  'standard.end_in_billed_month',
  'room.area_in_billed_month',
])

/** Whether a change was refused only because its lines must be corrected with it. */
export function reachesIntoBilled(failure: WireError | null): boolean {
  return failure !== null && CODES.has(failure.code)
}
