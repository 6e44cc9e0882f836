import { computed } from 'vue'

import type { Id } from '../../../src-shared/kernel/ids.ts'
import type { LocalDate } from '../../../src-shared/kernel/time.ts'
import { t } from '../../platform/i18n.ts'
import { useDraft } from '../../platform/use-draft.ts'
import { notify } from '../../ui/notice/notice.ts'
import { NEW_FORM, fieldsOf, withPartsOfCode } from './room-form.ts'
import type { RoomForm } from './room-form.ts'
import { useFormCommand } from './use-form-command.ts'

interface CreateForm {
  room: RoomForm
  builtAreaE2: number | null
  innerAreaE2: number | null
  owner: { name: string; phone: string; idNo: string; fromOn: LocalDate | null }
}

const empty = (): CreateForm => ({
  room: { ...NEW_FORM },
  builtAreaE2: null,
  innerAreaE2: null,
  owner: { name: '', phone: '', idNo: '', fromOn: null },
})

/** The form of a new room; what was typed survives a reload. */
export function useCreateRoom(onCreated: (roomId: Id) => void) {
  const draft = useDraft<CreateForm>('room.create', empty)
  const form = draft.value
  const command = useFormCommand('room.create')

  async function submit(): Promise<void> {
    const { room, builtAreaE2, innerAreaE2, owner } = form.value
    const name = owner.name.trim()
    const first =
      name === '' ? null : { name, phone: orNull(owner.phone), idNo: orNull(owner.idNo), fromOn: owner.fromOn }
    const answer = await command.send({ ...fieldsOf(room), builtAreaE2, innerAreaE2, owner: first }, [
      'code',
      'building',
      'roomNo',
    ])
    if (answer === null) return
    notify({ tone: 'ok', text: t('room.create.done', { code: room.code.trim() }) })
    draft.discard()
    onCreated(answer.roomId)
  }

  return {
    form,
    command,
    changed: computed(() => JSON.stringify(form.value) !== JSON.stringify(empty())),
    submit,
    fillParts: () => {
      form.value.room = withPartsOfCode(form.value.room)
    },
  }
}

function orNull(typed: string): string | null {
  return typed.trim() === '' ? null : typed.trim()
}
