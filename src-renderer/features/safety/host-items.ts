import { onMounted, shallowRef } from 'vue'

import type { UnlockMode } from '../../../src-shared/contract/desktop.ts'
import type { UpdateState } from '../../../src-shared/contract/desktop-update.ts'
import { levelOfUnlock, levelOfUpdate } from '../../../src-shared/domain/safety/index.ts'
import type { Instant } from '../../../src-shared/kernel/time.ts'
import { desktop, hasDesktop } from '../../platform/desktop.ts'
import { t } from '../../platform/i18n.ts'
import { now, whenText } from '../../platform/time.ts'
import type { SafetyItem } from './items.ts'

/** What only the host knows: how the data was opened, and whether there is a newer version. */
export function useHostItems() {
  const items = shallowRef<readonly SafetyItem[]>([])

  onMounted(async () => {
    if (!hasDesktop()) return
    const [{ unlock }, update] = await Promise.all([desktop().pcSettings(), desktop().updates.state()])
    items.value = [...(unlock === null ? [] : [unlockItem(unlock)]), updateItem(update, now())]
  })

  return items
}

export function unlockItem(mode: UnlockMode): SafetyItem {
  return { id: 'unlock', level: levelOfUnlock(mode), said: [t(`safety.unlock.${mode}`)], to: '/pc', needs: null }
}

export function updateItem(update: UpdateState, at: Instant): SafetyItem {
  const { step, feed } = update
  const checkedAt = update.checkedAt as Instant | null
  const level = levelOfUpdate({ step: step.kind, checkedAt, feed }, at)
  return { id: 'update', level, said: [updateText(update, level === 'look')], to: '/update', needs: 'project.manage' }
}

// oxlint-disable-next-line max-params -- the update and whether it is long since anybody looked
function updateText({ step, feed, checkedAt }: UpdateState, stale: boolean): string {
  switch (step.kind) {
    case 'unsupported':
    case 'failed':
      return t(`safety.update.${step.kind}`)
    case 'available':
    case 'ready':
      return t(`safety.update.${step.kind}`, { version: step.version })
    case 'checking':
    case 'downloading':
      return t('safety.update.working')
    default:
      if (feed === null) return t('safety.update.no_feed')
      if (checkedAt === null) return t('safety.update.never')
      return t(stale ? 'safety.update.stale' : 'safety.update.checked', { at: whenText(checkedAt as Instant) })
  }
}
