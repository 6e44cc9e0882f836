import { z } from 'zod'

import { command, contractOf, query, refused } from './request/define.ts'
import { anyId, fenSum, shownText } from './scalars.ts'

const hits = z.array(
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('room'),
      roomId: anyId,
      code: z.string(),
      label: z.string(),
      names: shownText,
      phone: shownText.nullable(),
      /** `null` to whoever may not see bills. */
      overdueFen: fenSum.nullable(),
      /** What matched, so that the row can say why it is here. */
      matched: z.enum(['room', 'name', 'phone', 'id_no', 'plate']),
    }),
    z.object({
      kind: z.literal('receipt'),
      receiptId: anyId,
      receiptNo: z.string(),
      roomCodes: z.string(),
      amountFen: fenSum,
      state: z.enum(['valid', 'voided']),
    }),
  ]),
)
const input = z.strictObject({ text: z.string().max(60), limit: z.int().min(1).max(30) })

/** 查找: one box for rooms, people, phone tails and receipt numbers. Hits are masked. */
export const searchContract = contractOf(null, {
  'search.find': query({
    permission: 'room.view',
    scope: 'building',
    runs: 'reader',
    input,
    output: z.object({
      hits,
      more: z.boolean(),
      /** The text is a whole phone or ID number: only `search.look_up`, which is logged and limited, finds the person. */
      asksForPerson: z.boolean(),
    }),
    errors: {},
    log: [],
  }),
  /** 按完整号码查人: writes down who looked, refuses too many in an hour. */
  'search.look_up': command({
    permission: 'room.view',
    scope: 'building',
    input,
    output: z.object({ hits, more: z.boolean() }),
    errors: { 'search.too_many_full_lookups': refused('minutes') },
    log: [],
    answer: 'transient',
  }),
})
