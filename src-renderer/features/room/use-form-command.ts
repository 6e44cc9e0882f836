import { computed, shallowRef } from 'vue'

import type { AppCommandName, InputFor, OutputFor } from '../../platform/client.ts'
import { t } from '../../platform/i18n.ts'
import { useCommand } from '../../platform/use-command.ts'

/**
 * A command with what the form itself can see is missing. `check` names the fields that must be filled; core judges the rest.
 */
export function useFormCommand<N extends AppCommandName>(name: N) {
  const command = useCommand(name)
  const own = shallowRef<Readonly<Record<string, string>>>({})

  async function send(input: InputFor<N>, needed: readonly string[]): Promise<OutputFor<N> | null> {
    const given = input as Readonly<Record<string, unknown>>
    own.value = Object.fromEntries(
      needed.filter((field) => isEmpty(given[field])).map((field) => [field, t('room.form.needed')]),
    )
    if (Object.keys(own.value).length > 0) return null
    const answer = await command.run(input)
    return answer.ok ? answer.value : null
  }

  return {
    busy: command.busy,
    failure: command.failure,
    errors: computed(() => ({ ...command.fieldErrors.value, ...own.value })),
    message: computed(() => (Object.keys(own.value).length > 0 ? '' : command.message.value)),
    renew: () => {
      own.value = {}
      command.renew()
    },
    send,
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '')
}
