import { shallowRef } from 'vue'

/** A decision: what will happen to how many, and the verb on the button (作废并重开, never 确定). */
export interface ConfirmRequest {
  readonly title: string
  /** One sentence each: the object, the number, whether it can be undone. */
  readonly consequences: readonly string[]
  readonly verb: string
  readonly tone?: 'normal' | 'danger'
}

interface Asked extends ConfirmRequest {
  readonly answer: (sure: boolean) => void
}

/** The question on the screen; `ConfirmHost` shows it. */
export const asked = shallowRef<Asked | null>(null)

/** Asks and waits. A second question while one is open answers the first with no. */
export function confirmAct(request: ConfirmRequest): Promise<boolean> {
  asked.value?.answer(false)
  return new Promise((resolve) => {
    asked.value = {
      ...request,
      answer: (sure) => {
        asked.value = null
        resolve(sure)
      },
    }
  })
}
