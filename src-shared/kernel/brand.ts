declare const brandKey: unique symbol

/** A value of type `T` that has been checked once, at the edge, to be a `Name`. */
export type Brand<T, Name extends string> = T & { readonly [brandKey]: Name }
