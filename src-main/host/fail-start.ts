import { app, dialog } from 'electron'

/** The last word of a program that cannot start: a dialog instead of a process that hangs without a window. */
export function failStart(error: unknown): void {
  const text = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${error instanceof Error ? (error.stack ?? text) : text}\n`)
  dialog.showErrorBox(app.getName(), text)
  app.exit(1)
}
