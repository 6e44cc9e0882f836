import { setImmediate } from 'node:timers/promises'

export interface BatchProgress {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

const EVERY = 100

/** Draws one document after another and lets the worker answer in between; an aborted batch throws the signal's reason. */
export async function drawEach<T>(
  documents: readonly T[],
  options: BatchProgress & { readonly draw: (document: T) => void },
): Promise<void> {
  for (const [index, document] of documents.entries()) {
    if (index > 0 && index % EVERY === 0) {
      options.onProgress?.(index, documents.length)
      await setImmediate()
    }
    options.signal?.throwIfAborted()
    options.draw(document)
  }
  options.onProgress?.(documents.length, documents.length)
}
