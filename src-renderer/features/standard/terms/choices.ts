import { enumText } from '../../../platform/i18n.ts'

export interface Choice<V extends string> {
  readonly value: V
  readonly label: string
}

/** The values of a choice with their names, `enum.standard.<name>.<value>`. */
export function choicesOf<V extends string>(name: string, values: readonly V[]): readonly Choice<V>[] {
  return values.map((value) => ({ value, label: enumText(`standard.${name}`, value) }))
}
