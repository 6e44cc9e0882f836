import { open, rename, rm } from 'node:fs/promises'

/**
 * Writes beside the target and renames when all is on the disk: the old file, or the whole new one, never a half.
 * Errors (disk full, file open in Excel) come out as they are; nothing is left behind.
 */
export async function replaceFile(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${path}.tmp`
  try {
    await write(temporary)
    const file = await open(temporary, 'r+')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
