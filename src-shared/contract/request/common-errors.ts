import { conflict, forbidden, invalid, notFound, refused } from './define.ts'
import type { ErrorSpecs } from './define.ts'

/** Refusals that the kernel itself may answer to any operation. */
export const COMMON_ERRORS = {
  'session.required': forbidden(),
  'session.locked': forbidden(),
  'session.password_change_required': forbidden(),
  'permission.denied': forbidden('permission'),
  'permission.other_building': forbidden(),
  'permission.whole_project': forbidden(),
  'feature.off': forbidden('feature'),
  'input.invalid': invalid('issues'),
  'input.too_large': invalid('limitKb'),
  'input.broken_text': invalid(),
  'operation.unknown': notFound('operation'),
  'record.not_found': notFound('what'),
  'record.changed': conflict('what'),
  'command.conflict': conflict(),
  'command.busy': refused(),
  'clock.went_back': refused('lastAt', 'now'),
  'disk.full': refused(),
  'database.not_open': refused('state'),
  'database.read_only': refused(),
} satisfies ErrorSpecs
