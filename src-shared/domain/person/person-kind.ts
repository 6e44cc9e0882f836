const COMPANY = /公司|集团|中心|合作社|银行|委员会|事务所|学校|医院|商行|商店|超市|[店厂局社部]$/

/** 自然人 or 单位, told by the name: a clerk types a name and nothing else. */
export function personKindOf(name: string): 'natural' | 'company' {
  return COMPANY.test(name) ? 'company' : 'natural'
}
