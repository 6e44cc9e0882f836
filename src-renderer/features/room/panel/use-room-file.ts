import { computed, watch } from 'vue'

import { t } from '../../../platform/i18n.ts'
import { useDraft } from '../../../platform/use-draft.ts'
import { notify } from '../../../ui/notice/notice.ts'
import { fieldsOf, formOf, isChanged } from '../room-form.ts'
import type { RoomForm } from '../room-form.ts'
import type { RoomDetail } from '../room-words.ts'
import { useFormCommand } from '../use-form-command.ts'

interface FileDraft {
  /** The version of the room that the person saw when the typing began. */
  version: number
  form: RoomForm
}

/** The form of a room's file. What was typed survives a reload; what somebody else saved meanwhile is not written over. */
export function useRoomFile(room: () => RoomDetail) {
  const kept = useDraft<FileDraft>(`room.edit:${room().roomId}`, () => ({
    version: room().version,
    form: formOf(room()),
  }))
  const draft = kept.value
  const command = useFormCommand('room.update')
  const changed = computed(() => isChanged(draft.value.form, room()))

  watch(room, (next, before) => {
    // The area or the people were changed beside the form: what is typed goes on from the new version.
    const same = JSON.stringify(formOf(next)) === JSON.stringify(formOf(before))
    if (same) draft.value.version = next.version
    else if (!isChanged(draft.value.form, before)) kept.discard()
  })

  async function submit(): Promise<void> {
    const { version, form } = draft.value
    const { roomId } = room()
    const answer = await command.send({ roomId, version, ...fieldsOf(form) }, ['code', 'building', 'roomNo'])
    if (answer === null) return
    draft.value.version = answer.version
    notify({ tone: 'ok', text: t('room.panel.saved', { code: form.code.trim() }) })
  }

  return {
    draft,
    command,
    changed,
    stale: computed(() => command.failure.value?.code === 'record.changed'),
    submit,
    discard: () => {
      kept.discard()
      command.renew()
    },
  }
}
