import { inTurn } from './lists.ts'
import { pickFrom, type Random } from './random.ts'

/** Weights and check characters of GB 11643-1999 (ISO 7064 MOD 11-2). */
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const ID_CHECKS = '10X98765432'

/** County code 99 of a province is given to no county: the number passes every check and is nobody's. */
const FICTITIOUS_REGIONS = ['110199', '310199', '320199', '330199', '440199', '500199'] as const

const MOBILE_PREFIXES = [
  '130',
  '131',
  '132',
  '133',
  '135',
  '136',
  '137',
  '138',
  '139',
  '150',
  '151',
  '152',
  '153',
  '155',
  '156',
  '157',
  '158',
  '159',
  '176',
  '177',
  '178',
  '180',
  '181',
  '182',
  '183',
  '185',
  '186',
  '187',
  '188',
  '189',
  '191',
  '198',
] as const

/** The check character of an 18-digit ID number (身份证号) from its first 17 digits. */
export function idCheckCharacter(first17: string): string {
  let sum = 0
  for (const [at, weight] of ID_WEIGHTS.entries()) sum += weight * Number(first17[at])
  return ID_CHECKS.charAt(sum % 11)
}

/** An ID number with a right checksum, different for each `serial` below 10,000 of one birth day and region. */
export function makeIdNo(random: Random, serial: number): string {
  const region = pickFrom(random, FICTITIOUS_REGIONS)
  const two = (value: number): string => String(value).padStart(2, '0')
  const birth = `${random.between(1945, 2004)}${two(random.between(1, 12))}${two(random.between(1, 28))}`
  const first17 = `${region}${birth}${String(serial % 1_000).padStart(3, '0')}`
  return `${first17}${idCheckCharacter(first17)}`
}

/** The same number with one digit mistyped, so that its checksum is wrong. */
export function mistypeIdNo(idNo: string): string {
  const digit = Number(idNo[13])
  return `${idNo.slice(0, 13)}${(digit + 1) % 10}${idNo.slice(14)}`
}

/** A mobile number (手机号) of the exchange 0000: looks right and is plainly made up. Neighbouring serials differ. */
export function makePhone(serial: number): string {
  // 7,919 is prime to 10,000, so that neighbours differ in their last four digits, the part that people search by.
  const tail = (serial * 7_919 + 1_357) % 10_000
  const prefix = inTurn(MOBILE_PREFIXES, Math.floor(serial / 10_000) + serial)
  return `${prefix}0000${String(tail).padStart(4, '0')}`
}
