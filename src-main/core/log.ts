/** Structured lines: ids, codes and counts; never a name, a phone number, a plate or an amount. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

export const SILENT_LOG: Log = { info: () => {}, warn: () => {}, error: () => {} }
