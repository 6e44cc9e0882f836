import { t } from '../../platform/i18n.ts'
import { useCommand } from '../../platform/use-command.ts'
import { confirmAct } from '../../ui/layer/confirm.ts'
import { notify } from '../../ui/notice/notice.ts'
import { errorText } from '../../platform/error-text.ts'
import type { Account } from './account-words.ts'

/** Lets a disabled account in again, once somebody has said so. */
export function useEnable() {
  const command = useCommand('user.enable')

  async function ask(account: Account): Promise<void> {
    const name = account.displayName
    const consequences = [t('user.enable.effect')]
    const sure = await confirmAct({
      title: t('user.enable.title', { name }),
      consequences,
      verb: t('user.enable.verb'),
    })
    if (!sure) return
    command.renew()
    const answer = await command.run({ userId: account.id })
    if (answer.ok) notify({ tone: 'ok', text: t('user.enable.done', { name }) })
    else notify({ tone: 'due', text: errorText(answer.error) })
  }

  return { busy: command.busy, ask }
}
