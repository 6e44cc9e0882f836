/** What core hands a worker thread at its start. */
export interface WorkerData {
  readonly path: string
  readonly keyHex: string
  readonly fontsDir: string
  /** Added to the PC's clock; not 0 only in test and demo builds. */
  readonly clockOffsetMs: number
}
