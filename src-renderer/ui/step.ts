/** A step of a wizard; `missing` was left with something to do. */
export interface Step {
  readonly id: string
  readonly title: string
  readonly detail?: string
  /** A press leads there; any other step is no button. */
  readonly opens?: boolean
  readonly state: 'done' | 'current' | 'missing' | 'todo'
}
