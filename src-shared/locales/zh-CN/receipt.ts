export const receipt = {
  nav: '收据',
  enum: { state: { valid: '有效', voided: '已作废' }, event: { printed: '打印', reprinted: '补打', voided: '作废' } },
  error: {
    not_a_receipt: '只有收据可以作废。退款、红冲请用相应的单据更正。',
    already_voided: '这张收据已经作废，不能再作废一次。',
    shift_closed: '这张收据的班次已经点钞或交班，不能作废。请走红冲。',
    not_your_shift: '这张收据是别的收费员开的。请由本人在当班作废，或走红冲。',
    later_documents: '这张收据之后还有单据 {numbers} 用到它，不能作废。请从最后一张起依次作废。',
    paper_not_back: '收据已经打印，纸质收据没有收回，不能作废。请先收回纸质收据。',
    reason_missing: '请填写作废原因。',
    not_enough_cash: '钱箱里的现金还差 {missingFen} 元，退不了这张收据的现金。请先补足，或交班后走红冲。',
  },
} as const
