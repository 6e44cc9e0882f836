import { onMounted, ref, shallowRef } from 'vue'

import type { PcSettings } from '../../../src-shared/contract/desktop.ts'
import { desktop, hasDesktop } from '../../platform/desktop.ts'
import { t } from '../../platform/i18n.ts'
import { notify } from '../../ui/notice/notice.ts'

/** 本机设置, kept by the host and not by a project: they hold before anybody signs in. */
export function usePcSettings() {
  const settings = shallowRef<PcSettings | null>(null)
  const busy = ref(false)

  onMounted(async () => {
    if (hasDesktop()) settings.value = await desktop().pcSettings()
  })

  async function change(next: { closing?: PcSettings['closing']; autostart?: boolean }): Promise<void> {
    if (busy.value) return
    busy.value = true
    try {
      const now = await desktop().setPcSettings(next)
      if (now === null) notify({ tone: 'due', text: t('pc.page.not_saved') })
      else notify({ tone: 'ok', text: t('pc.page.saved') })
      // What the system refused shows as it was.
      settings.value = now ?? (await desktop().pcSettings())
    } finally {
      busy.value = false
    }
  }

  return { settings, busy, change }
}
