import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Makes names in a folder durable. Windows cannot open a folder, some sticks and shares refuse: their rename is all there is. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'EINVAL' && code !== 'ENOTSUP') throw error
  } finally {
    closeSync(folder)
  }
}
