export const standard = {
  error: {
    price_missing: '收费标准还没有单价。请至少填一个单价和生效日。',
    same_date: '{fromOn} 已有一个单价。请换一个生效日，同一天只能有一个单价。',
    price_out_of_range: '{fromOn} 的单价不对，应在 0 到 1,000,000 元之间。',
    code_taken: '编号 {code} 已有别的标准在用。请换一个编号。',
    not_found: '找不到这个收费标准。请刷新后再选。',
    price_in_billed_month: '{month} 的账已经出了，新单价不能从已出账的月份开始。请选之后的月份，或先撤回出账。',
    nothing_to_bind: '所选房屋都已绑定，没有需要绑定的。',
    binding_not_found: '找不到这条绑定，可能已被结束。请刷新后再看。',
    end_before_start: '停收日不能早于起收日 {fromOn}。',
    end_in_billed_month: '{month} 的账已经出了，停收日不能落在已出账的月份里。请选之后的日期，或先撤回出账。',
  },
} as const
