import type { Fen } from '../../kernel/money.ts'

const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = '拾佰仟'

/**
 * 人民币大写: the amount as it is written on vouchers, without the words 人民币 in front.
 * Source: 正确填写票据和结算凭证的基本规定 (支付结算办法, appendix 1), rules 1–3. Where the rule leaves a choice, the form that its
 * own examples name first is taken: ¥1,680.32 壹仟陆佰捌拾元零叁角贰分, ¥107,000.53 壹拾万柒仟元零伍角叁分, no 整 after 角.
 */
export function amountInCapitals(amount: Fen): string {
  if (amount === 0) return '零元整'
  const size = Math.abs(amount)
  const yuan = Math.floor(size / 100)
  const jiao = Math.floor((size % 100) / 10)
  const cents = size % 10
  return `${amount < 0 ? '负' : ''}${yuan === 0 ? '' : `${upToTenQuadrillion(yuan)}元`}${decimals({ yuan, jiao, cents })}`
}

function decimals(parts: { readonly yuan: number; readonly jiao: number; readonly cents: number }): string {
  const { yuan, jiao, cents } = parts
  if (jiao === 0 && cents === 0) return '整'
  const gap = yuan > 0 && (jiao === 0 || yuan % 10 === 0) ? '零' : ''
  return `${gap}${jiao === 0 ? '' : `${digit(jiao)}角`}${cents === 0 ? '' : `${digit(cents)}分`}`
}

function upToTenQuadrillion(yuan: number): string {
  const high = Math.floor(yuan / 1e8)
  const low = yuan % 1e8
  if (high === 0) return upToHundredMillion(low)
  if (low === 0) return `${upToHundredMillion(high)}亿`
  return `${upToHundredMillion(high)}亿${low < 1e7 ? '零' : ''}${upToHundredMillion(low)}`
}

function upToHundredMillion(value: number): string {
  const high = Math.floor(value / 1e4)
  const low = value % 1e4
  if (high === 0) return upToTenThousand(low)
  if (low === 0) return `${upToTenThousand(high)}万`
  return `${upToTenThousand(high)}万${low < 1000 ? '零' : ''}${upToTenThousand(low)}`
}

function upToTenThousand(value: number): string {
  let out = ''
  let pendingZero = false
  for (let place = 3; place >= 0; place--) {
    const at = Math.floor(value / 10 ** place) % 10
    if (at === 0) {
      pendingZero = out !== ''
      continue
    }
    out += `${pendingZero ? '零' : ''}${digit(at)}${place === 0 ? '' : PLACES.charAt(place - 1)}`
    pendingZero = false
  }
  return out
}

function digit(value: number): string {
  return DIGITS.charAt(value)
}
