import { normalisePhone } from './phone.ts'

/** 复姓 that are common enough to be read as one; any other name has a surname of one character. */
const COMPOUND_SURNAMES: ReadonlySet<string> = new Set(
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 司徒 令狐 夏侯 长孙 宇文 端木 独孤 南宫 轩辕 钟离 呼延 澹台 闻人 百里 东郭 西门'.split(
    ' ',
  ),
)

/** Legal endings of a company's name, longest first: what is left names it. */
const COMPANY_ENDING =
  /(?:(?:股份|集团|有限责任|有限)*公司|合伙企业(?:[(（].+[)）])?|个体工商户|经营部|事务所|委员会)$/u

/** 姓名脱敏: 张三 is 张*, 欧阳娜娜 is 欧阳*, a company keeps its first and its last two characters (鑫*商贸). */
export function maskName(name: string, kind: 'natural' | 'company'): string {
  const parts = name.split(/([/、,，&]+)/)
  return parts.map((part, index) => (index % 2 === 1 ? part : maskOne(part.trim(), kind))).join('')
}

/** 电话脱敏: 138****8000, 0755-****5678; anything else keeps its last four signs. */
export function maskPhone(phone: string): string {
  const known = normalisePhone(phone)
  if (known?.kind === 'mobile') return `${known.digits.slice(0, 3)}****${known.digits.slice(-4)}`
  if (known?.kind === 'landline') return `${known.area === null ? '' : `${known.area}-`}****${known.digits.slice(-4)}`
  return phone.length > 4 ? `****${phone.slice(-4)}` : '****'
}

/** 证件脱敏: the last four signs of it. */
export function maskIdNumber(idNumber: string): string {
  return idNumber.length > 4 ? '*'.repeat(idNumber.length - 4) + idNumber.slice(-4) : '****'
}

function maskOne(name: string, kind: 'natural' | 'company'): string {
  const signs = [...name]
  if (signs.length === 0) return ''
  if (kind === 'company') return maskCompany(name)
  const surname = signs.slice(0, 2).join('')
  return signs.length > 2 && COMPOUND_SURNAMES.has(surname) ? `${surname}*` : `${signs.slice(0, 1).join('')}*`
}

function maskCompany(name: string): string {
  const bare = [...name.replace(COMPANY_ENDING, '')]
  const signs = bare.length > 0 ? bare : [...name]
  const first = signs.slice(0, 1).join('')
  return signs.length > 3 ? `${first}*${signs.slice(-2).join('')}` : `${first}*`
}
