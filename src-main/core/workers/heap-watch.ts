import type { Worker } from 'node:worker_threads'

/**
 * Far above any bound that is watched: a thread that reaches the limit of V8 itself may take the whole process with it, when the limit
 * is met in the middle of one large allocation. The watch must see it long before.
 */
export const HARD_HEAP_MB = 2_048
const EVERY_MS = 200
const MB = 1024 * 1024

/** Looks at what a thread holds, its buffers included, and tells once when that is more than `heapMb`. Returns how to stop. */
export function watchHeap(
  worker: Pick<Worker, 'getHeapStatistics'>,
  options: { readonly heapMb: number; readonly onOver: () => void },
): () => void {
  let asking = false
  const timer = setInterval(() => {
    // A thread answers between two steps of its script; one that is busy within a step is asked again when it has answered.
    if (asking) return
    asking = true
    void worker
      .getHeapStatistics()
      .then(({ used_heap_size, external_memory }) => {
        if (used_heap_size + external_memory <= options.heapMb * MB) return
        clearInterval(timer)
        options.onOver()
      })
      .catch(() => {
        // It has not begun, or has ended.
      })
      .finally(() => {
        asking = false
      })
  }, EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}
