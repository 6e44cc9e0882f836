import type { Ref } from 'vue'

import type { CommunityKind } from '../../../src-shared/domain/access/features.ts'
import { useDraft } from '../../platform/use-draft.ts'

/** What the wizard keeps over a restart of the page; passwords are never among it. */
export interface SetupDraft {
  projectName: string
  projectCode: string
  communityKind: CommunityKind
  payeeName: string
  username: string
  displayName: string
  start: 'empty' | 'import' | 'demo'
}

export interface SetupDraftHandle {
  readonly value: Ref<SetupDraft>
  discard(): void
}

export function useSetupDraft(): SetupDraftHandle {
  return useDraft<SetupDraft>('setup', () => ({
    projectName: '',
    projectCode: '',
    communityKind: 'standard',
    payeeName: '',
    username: 'admin',
    displayName: '',
    start: 'empty',
  }))
}
