import { join } from 'node:path'
import { failStart } from './host/fail-start.ts'
import { startHost } from './host/start-host.ts'

// Not awaited: at the top level of the entry, waiting for the program to be ready hangs a package for ever.
void startHost({
  core: join(import.meta.dirname, 'core.js'),
  preload: join(import.meta.dirname, '../preload/index.cjs'),
  renderer: join(import.meta.dirname, '../renderer'),
  devUrl: process.env['ELECTRON_RENDERER_URL'] ?? null,
}).catch(failStart)
