import { inject, provide } from 'vue'
import type { ComputedRef, InjectionKey, Ref } from 'vue'

/** What a labelled field offers to the control inside it. */
export interface FieldContext {
  readonly id: string
  readonly describedBy: ComputedRef<string | undefined>
  /** The control's own finding (no number, no such day); empty text takes it back. */
  setOwnProblem(text: string): void
  /** The value changed by a way that the field does not hear of (a calendar): an older refusal is not about it. */
  changed(): void
}

/** What a form offers to its fields. */
export interface FormContext {
  /** Grows with every attempt to send: what was hidden while a field was mended is shown again if it still holds. */
  readonly attempts: Readonly<Ref<number>>
  readonly errors: ComputedRef<Readonly<Record<string, string>>>
  /** A field that its own control finds wrong keeps the form from being sent. */
  report(fieldId: string, wrong: 'wrong' | 'right'): void
}

const FIELD: InjectionKey<FieldContext> = Symbol('field')
const FORM: InjectionKey<FormContext> = Symbol('form')

export function provideField(context: FieldContext): void {
  provide(FIELD, context)
}

export function useFormField(): FieldContext | null {
  return inject(FIELD, null)
}

export function provideForm(context: FormContext): void {
  provide(FORM, context)
}

export function useForm(): FormContext | null {
  return inject(FORM, null)
}
