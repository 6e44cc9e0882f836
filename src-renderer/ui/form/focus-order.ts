const CONTROLS = 'input, textarea, select, [role="combobox"]'

function usable(element: HTMLElement): boolean {
  const control = element as HTMLInputElement
  if (control.disabled || control.readOnly || control.tabIndex < 0) return false
  return control.type !== 'hidden' && control.type !== 'radio'
}

/** The controls of a form in their order on the screen. */
export function controlsOf(root: HTMLElement): readonly HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(CONTROLS)].filter(usable)
}

export function focusFirst(root: HTMLElement): void {
  controlsOf(root)[0]?.focus()
}

/** Moves to the control after `current`; false when it was the last. */
export function focusNext(root: HTMLElement, current: HTMLElement): boolean {
  const controls = controlsOf(root)
  const next = controls[controls.indexOf(current) + 1]
  next?.focus()
  return next !== undefined
}

/** After a refusal the hand goes to the first wrong field (design: ui, forms). */
export function focusFirstWrong(root: HTMLElement): boolean {
  const field = root.querySelector<HTMLElement>('.field-bad, .is-bad')
  const control = field === null ? undefined : controlsOf(field)[0]
  control?.focus()
  return control !== undefined
}
