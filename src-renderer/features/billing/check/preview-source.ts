import type { InputFor, Result } from '../../../platform/client.ts'
import { call } from '../../../platform/client.ts'
import type { ListSnapshot, ListSource } from '../../../ui/table/list-source.ts'
import type { PlanRow } from './plan-words.ts'

type Asked = Omit<InputFor<'billing.preview_rows'>, 'from' | 'size'>

const FIRST_WINDOW = 200

/** The rows behind a card of the preview. The plan is made anew for each window, so it needs no snapshot in the reader. */
export function previewSource(asked: Asked): ListSource<PlanRow> {
  return {
    open: async (): Promise<Result<ListSnapshot<PlanRow>>> => {
      const answer = await call.query('billing.preview_rows', { ...asked, from: 0, size: FIRST_WINDOW })
      if (!answer.ok) return answer
      const { rows, count } = answer.value
      return { ok: true, value: { snapshotId: `preview-${asked.show}`, count, cut: false, sums: {}, rows } }
    },
    window: ({ from, size }) => call.query('billing.preview_rows', { ...asked, from, size }),
  }
}
