export const shift = {
  error: {
    already_open: '您在钱箱 {drawer} 还有没交的班。请先交班，再开新班。',
    drawer_taken: '这个钱箱 {cashier} 正在用。请换一个钱箱，或等交班。',
    pieces_invalid: '点钞张数不对。请填 0 或正整数，最多 100,000 张。',
    not_found: '找不到这个班次。请刷新后再看。',
    not_yours: '这是别人的班次。请由本人交班，或请主管强制交班。',
    not_open: '这个班次已经结束，不能再操作。',
    already_counted: '这个班次已经点过钞，点钞只能录一次。请继续交班。',
    not_counted: '还没有点钞。请先点钞，再交班。',
    counted_before_receipts: '点钞之后又有收款，数目对不上了。请主管强制交班后重新点钞。',
    reason_required: '现金相差 {differenceFen} 元。请写明原因，再交班。',
    force_reason_required: '请写明强制交班的原因。',
    not_forced: '只有强制交班的班次才由主管补点。',
    banked_too_much: '最多可缴存 {limitFen} 元，备用金要留在钱箱。请改小缴存金额。',
    not_enough_cash: '钱箱现金还差 {missingFen} 元，不能付出。请改用其他方式，或先补足。',
    expected_hidden: '点钞之前不能看应有金额。请先点钞。',
  },
} as const
