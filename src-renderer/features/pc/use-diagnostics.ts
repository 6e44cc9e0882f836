import { ref, shallowRef } from 'vue'

import type { FileGrant } from '../../../src-shared/contract/desktop.ts'
import { desktop } from '../../platform/desktop.ts'
import { t } from '../../platform/i18n.ts'
import { today } from '../../platform/time.ts'
import { notify } from '../../ui/notice/notice.ts'

/** One button: where to, collect, write. The page sees nothing of what is in the file. */
export function useDiagnostics() {
  const busy = ref(false)
  const saved = shallowRef<FileGrant | null>(null)

  async function save(): Promise<void> {
    if (busy.value) return
    busy.value = true
    try {
      const answer = await desktop().saveDiagnostics({ suggestedName: `${t('pc.page.file')}-${today()}` })
      if (answer.kind === 'saved') {
        saved.value = answer.grant
        notify({ tone: 'ok', text: t('pc.page.diagnosed', { name: answer.grant.fileName }) })
      }
      if (answer.kind === 'not_written') notify({ tone: 'due', text: t('pc.page.not_diagnosed') })
    } finally {
      busy.value = false
    }
  }

  async function show(): Promise<void> {
    if (saved.value !== null) await desktop().openSaved({ grantId: saved.value.grantId, reveal: true })
  }

  return { busy, saved, save, show }
}
