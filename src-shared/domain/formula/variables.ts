/** 公式变量: the only names that a formula may use for a value, as the office writes them (domain rules 3.1). */
export const FORMULA_VARIABLES = [
  '建筑面积',
  '套内面积',
  '公摊面积',
  '楼层',
  '系数',
  '人口',
  '户数',
  '用量',
  '单价',
  '月数',
  '天数',
] as const
export type FormulaVariable = (typeof FORMULA_VARIABLES)[number]

/** `value` is an integer scaled by `scale` decimals. */
export interface ScaledValue {
  readonly value: number
  readonly scale: number
}

/** What is known of one object on one day; a variable that is absent or `null` refuses the formula, it is never 0. */
export type FormulaValues = Readonly<Partial<Record<FormulaVariable, ScaledValue | null>>>

export function isFormulaVariable(name: string): name is FormulaVariable {
  return (FORMULA_VARIABLES as readonly string[]).includes(name)
}
