/** 实收 (money received) is these tenders alone; offsets from prepayment or deposit are listed apart (domain rules 3.10). */
export const MONEY_TENDERS = ['cash', 'wechat', 'alipay', 'card', 'transfer'] as const
export type MoneyTender = (typeof MONEY_TENDERS)[number]

/** 预存抵扣 and 押金抵扣: money that is here already and only changes its purpose. */
export const INTERNAL_TENDERS = ['prepayment', 'deposit'] as const
export type InternalTender = (typeof INTERNAL_TENDERS)[number]

/** 付款方式. */
export type Tender = MoneyTender | InternalTender

export function isMoney(tender: Tender): tender is MoneyTender {
  return tender !== 'prepayment' && tender !== 'deposit'
}
