export const room = {
  error: {
    code_empty: '请填写房号。',
    code_too_long: '房号最多 {limit} 个字。请写短一些。',
    code_invalid: '房号“{code}”里有不能用的符号。请只用文字、字母、数字和短横。',
    code_taken: '房号 {code} 已有别的房屋在用。请核对，或换一个房号。',
    area_order: '套内面积不能大于建筑面积。请核对两个面积。',
    area_in_billed_month: '{month} 的账已经出了，面积更正不能从已出账的月份开始。请选之后的日期，或先撤回出账。',
    usage_has_bills: '这户已有账单，不能再改用途。请新建房屋，或联系管理员。',
    has_open_bills: '这户还有 {openFen} 元没缴，不能停用。请先结清。',
    end_before_bills: '账单已出到 {lastTo}，停用日不能更早。请选之后的日期。',
    tenant_overlap: '这户到 {untilOn} 还有租户。请先结束上一个租期。',
    party_end_before_start: '结束日不能早于开始日 {fromOn}。',
    owner_before_term: '这户现在的业主从 {fromOn} 起登记，新业主不能更早。请核对日期。',
    owner_in_billed_month: '这户已出账到 {billedUntilOn}，过户日不能更早。请从 {nextOn} 起办，或先撤回出账。',
    last_owner: '这是最后一位业主，不能结束。换业主请办过户。',
  },
} as const
