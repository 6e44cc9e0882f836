/** True for a reload of the page or a step of its hash history; every other address is elsewhere. */
export function isSamePage(target: string, options: { current: string; origin: string }): boolean {
  const { current, origin } = options
  return originText(target) === origin && withoutHash(target) === withoutHash(current)
}

/** `new URL('app://app').origin` is "null", so the origin of a custom scheme is put together by hand. */
export function originText(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { protocol, host } = new URL(address)
  return `${protocol}//${host}`
}

function withoutHash(address: string): string {
  const at = address.indexOf('#')
  return at === -1 ? address : address.slice(0, at)
}
