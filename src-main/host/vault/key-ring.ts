import { safeStorage } from 'electron'

/** The key store of the operating system, as the vault sees it. */
export interface KeyRing {
  /** False where there is none, and where the "store" is a fixed key in the program. */
  isOffered(): Promise<boolean>
  seal(text: string): Promise<string>
  /** `null` when the store no longer holds the key. `renew`: the store asks for sealing anew. */
  open(sealed: string): Promise<{ readonly text: string; readonly renew: boolean } | null>
}

/** Electron's safeStorage, by its asynchronous calls only: the synchronous ones go away (dependencies §4). */
export const systemKeyRing: KeyRing = {
  async isOffered() {
    // Without a key ring the asynchronous call still answers "available": the backend tells.
    if (process.platform === 'linux' && !REAL_BACKENDS.has(safeStorage.getSelectedStorageBackend())) return false
    return safeStorage.isAsyncEncryptionAvailable()
  },
  async seal(text) {
    return (await safeStorage.encryptStringAsync(text)).toString('base64')
  },
  async open(sealed) {
    try {
      const opened = await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'))
      return { text: opened.result, renew: opened.shouldReEncrypt }
    } catch {
      return null
    }
  },
}

const REAL_BACKENDS: ReadonlySet<string> = new Set(['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6'])
