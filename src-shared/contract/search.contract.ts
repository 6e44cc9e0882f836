import { z } from 'zod'

import { contractOf, query, refused } from './request/define.ts'
import { anyId, fenSum, shownText } from './scalars.ts'

/** 查找: one box for rooms, people, phone tails and receipt numbers. Hits are masked; looking up by full phone or ID number is logged and limited. */
export const searchContract = contractOf(null, {
  'search.find': query({
    permission: 'room.view',
    scope: 'building',
    runs: 'reader',
    input: z.strictObject({ text: z.string().max(60), limit: z.int().min(1).max(30) }),
    output: z.object({
      hits: z.array(
        z.discriminatedUnion('kind', [
          z.object({
            kind: z.literal('room'),
            roomId: anyId,
            code: z.string(),
            label: z.string(),
            names: shownText,
            phone: shownText.nullable(),
            overdueFen: fenSum,
            /** What matched, so that the row can say why it is here. */
            matched: z.enum(['room', 'name', 'phone', 'id_no', 'plate']),
          }),
          z.object({ kind: z.literal('receipt'), receiptId: anyId, receiptNo: z.string(), roomCodes: z.string(), amountFen: fenSum, state: z.enum(['valid', 'voided']) }),
        ]),
      ),
      more: z.boolean(),
    }),
    errors: { 'search.too_many_full_lookups': refused('minutes') },
    log: [],
  }),
})
