/** The same keys with any text: what a second language must offer for a locale object of zh-CN. */
export type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]> }

/** Every key of a locale object, dotted. */
export type KeyOf<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${KeyOf<T[K]>}`
}[keyof T & string]

type PartsNamed<F, Part extends 'error' | 'enum'> = {
  readonly [K in keyof F as F[K] extends { readonly [P in Part]: unknown } ? K : never]: F[K] extends {
    readonly [P in Part]: infer V
  }
    ? V
    : never
}

export type Composed<F, E> = F & {
  readonly error: E & PartsNamed<F, 'error'>
  readonly enum: PartsNamed<F, 'enum'>
}

type Tree = Readonly<Record<string, unknown>>

function partsNamed(features: Readonly<Record<string, Tree>>, part: 'error' | 'enum'): Record<string, Tree> {
  const found: Record<string, Tree> = {}
  for (const [feature, messages] of Object.entries(features)) {
    const own = messages[part]
    if (typeof own === 'object' && own !== null) found[feature] = own as Tree
  }
  return found
}

/**
 * Puts the files of the features together. A feature's own `error` and `enum` parts are reachable as
 * `error.<feature>.<code>` and `enum.<feature>.<name>.<value>` too (architecture §9), so that a code is its own key.
 */
export function composeMessages<F extends Readonly<Record<string, Tree>>, E extends Readonly<Record<string, Tree>>>(
  features: F,
  kernelErrors: E,
): Composed<F, E> {
  const errors = partsNamed(features, 'error')
  for (const [space, texts] of Object.entries(kernelErrors)) errors[space] = { ...texts, ...errors[space] }
  return { ...features, error: errors, enum: partsNamed(features, 'enum') } as unknown as Composed<F, E>
}
