import { app } from 'electron'

/** Chromium's own calls home: nothing leaves the machine but to what the office has configured (architecture §7). */
export function quietNetwork(): void {
  for (const name of [
    'disable-background-networking',
    'disable-component-update',
    'disable-domain-reliability',
    'no-pings',
  ]) {
    app.commandLine.appendSwitch(name)
  }
}
