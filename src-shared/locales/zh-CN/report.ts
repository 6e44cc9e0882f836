export const report = {
  /** 口径, printed under each figure (domain rules 3.17). */
  definition: {
    receivable: '应收：账单金额，减免后',
    received: '实收：现金、微信、支付宝、刷卡、转账，已减退款，不含预存抵扣与作废',
    open: '应缴：全部未缴，含未到期',
    overdue: '欠费：已过到期日的本金',
    net: '净收：实收合计，按收款当天的日期',
    voided: '作废：占号不计金额',
    current_rate: '当期收缴率：所属期在期内的账单，截止日前收到 ÷ 应收（减免后）',
    rooms_rate: '户数收缴率：期内账单全部缴清的户数 ÷ 出账户数',
    debt_rate: '清欠率：期内收回的期初欠费 ÷ 期初欠费',
    combined_rate: '综合收缴率：（当期收到 + 清欠收到）÷（当期应收 + 期初欠费）',
    paid_until: '缴至：此日及以前没有未缴账单',
  },
  error: { range_invalid: '起止日期不对：开始不能晚于结束，最多 {maxDays} 天。请重选。' },
} as const
