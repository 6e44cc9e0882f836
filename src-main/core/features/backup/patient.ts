import { AppError } from '../../../../src-shared/kernel/app-error.ts'

/** A page gives up after 15 seconds; a dead share keeps silent for minutes. */
const PATIENCE_MS = 10_000

/** @throws AppError `backup.network_failed` when the place does not answer in time. */
export async function patient<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new AppError('backup.network_failed')), PATIENCE_MS)
  })
  try {
    return await Promise.race([asked, late])
  } finally {
    clearTimeout(timer)
  }
}
