import { t } from '../../platform/i18n.ts'
import type { DataColumn } from '../../ui/table/column.ts'
import { factLine, kindText, stateTag } from './fact-words.ts'
import type { Request } from './fact-words.ts'

export function requestColumns(): readonly DataColumn<Request>[] {
  return [
    { key: 'kind', title: t('approval.page.col_kind'), kind: 'code', width: 150, value: ({ kind }) => kindText(kind) },
    { key: 'facts', title: t('approval.page.col_what'), width: 180, flex: 1, value: factLine },
    { key: 'applicant', title: t('approval.page.col_applicant'), width: 90 },
    { key: 'requestedAt', title: t('approval.page.col_requested'), kind: 'time', width: 136 },
    { key: 'state', title: t('approval.page.col_state'), kind: 'tag', width: 120, tag: stateTag },
  ]
}
