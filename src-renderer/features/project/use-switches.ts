import { shallowRef } from 'vue'

import type { Feature } from '../../../src-shared/domain/access/features.ts'
import { call, newCommandId } from '../../platform/client.ts'
import type { WireError } from '../../platform/client.ts'
import { errorText } from '../../platform/error-text.ts'
import { t, textIfAny } from '../../platform/i18n.ts'
import { confirmAct } from '../../ui/layer/confirm.ts'
import { notify } from '../../ui/notice/notice.ts'
import type { SwitchView } from './switch-view.ts'

/** Turns switches, one at a time; going off asks first and says what is lost. */
export function useSwitches() {
  const turning = shallowRef<Feature | null>(null)

  async function turn({ feature, enabled }: SwitchView): Promise<void> {
    if (turning.value !== null) return
    const name = t(`access.feature.${feature}`)
    if (enabled && !(await sureToTurnOff(feature, name))) return
    turning.value = feature
    const answer = await call.command(
      'project.switch_feature',
      { feature, enabled: !enabled },
      { commandId: newCommandId() },
    )
    turning.value = null
    if (!answer.ok) {
      notify({ tone: 'due', text: refusalText(answer.error) })
      return
    }
    const key = enabled ? 'project.switches.turned_off' : 'project.switches.turned_on'
    notify({ tone: 'ok', text: t(key, { feature: name }) })
  }

  return { turning, turn }
}

function sureToTurnOff(feature: Feature, name: string): Promise<boolean> {
  return confirmAct({
    title: t('project.switches.off_title', { feature: name }),
    consequences: [
      t(`project.switches.lost.${feature}`),
      t('project.switches.off_people'),
      t('project.switches.off_data'),
    ],
    verb: t('project.switches.off_verb'),
    tone: 'danger',
  })
}

/** Core names the other feature by its code. */
function refusalText(error: WireError): string {
  const params = Object.fromEntries(
    Object.entries(error.params).map(([name, value]) => [name, textIfAny(`access.feature.${String(value)}`) ?? value]),
  )
  return errorText({ ...error, params: params as WireError['params'] })
}
