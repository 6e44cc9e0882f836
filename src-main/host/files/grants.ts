import { basename } from 'node:path'
import type { FileGrant, GrantMode, HostToCore } from '../../../src-shared/contract/desktop.ts'

interface Granted {
  readonly path: string
  readonly mode: GrantMode
}

export interface GrantsParts {
  readonly newId: () => string
  readonly send: (message: HostToCore) => boolean
}

/** The oldest are forgotten first; a person does not come back to the five-hundredth file of a day. */
const LONGEST = 500

/** The files that a person chose, by random ids. Pages know the id and the bare name; only main and core know the path. */
export class Grants {
  readonly #parts: GrantsParts
  readonly #granted = new Map<string, Granted>()

  constructor(parts: GrantsParts) {
    this.#parts = parts
  }

  add(path: string, options: { mode: GrantMode; sizeBytes: number | null }): FileGrant {
    const { mode, sizeBytes } = options
    const grantId = this.#parts.newId()
    this.#granted.set(grantId, { path, mode })
    for (const oldest of this.#granted.keys()) {
      if (this.#granted.size <= LONGEST) break
      this.#granted.delete(oldest)
    }
    this.#parts.send({ t: 'grant', grantId, path, mode })
    return { grantId, fileName: basename(path), sizeBytes }
  }

  /** The path of a file that was granted for saving; files for reading are not opened with foreign programs. */
  savedPath(grantId: string): string | null {
    const granted = this.#granted.get(grantId)
    return granted?.mode === 'write' ? granted.path : null
  }

  /** The path of a folder that was chosen for backups. */
  folderPath(grantId: string): string | null {
    const granted = this.#granted.get(grantId)
    return granted?.mode === 'folder' ? granted.path : null
  }

  /** A core that was started anew knows none of them. */
  tellAgain(): void {
    for (const [grantId, { path, mode }] of this.#granted) this.#parts.send({ t: 'grant', grantId, path, mode })
  }
}
