import type { DialValue } from '../../../../src-shared/domain/meter/index.ts'
import type { Register } from '../meter-words.ts'

/** Figures of the registers while they are typed. */
export type DialForm = Partial<Record<Register, number | null>>

/** The dials that were typed, each in the direction in which the meter ran before. */
export function dialsOfForm(
  registers: readonly Register[],
  { form, before }: { readonly form: DialForm; readonly before: readonly DialValue[] },
): DialValue[] {
  return registers.flatMap((register) => {
    const valueE3 = form[register] ?? null
    const run = before.find((dial) => dial.register === register)?.run ?? 'forward'
    return valueE3 === null ? [] : [{ register, valueE3, run, rollOver: 'by_rule' as const }]
  })
}
