import type { SaveKind } from '../../../src-shared/contract/desktop.ts'

const LONGEST = 120
/** Names that Windows keeps for devices, with or without an ending. */
const DEVICE_NAME = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/** A name that a page proposes, made fit for every file system, with the ending of its kind. */
export function safeFileName(proposed: string, kind: SaveKind): string {
  const ending = `.${kind}`
  const stem = proposed
    .normalize('NFC')
    // oxlint-disable-next-line no-control-regex -- control characters are just what must not get into a name
    .replace(/[\\/:*?"<>|\u0000-\u001f\u007f]/g, '_')
    .replace(new RegExp(`(?:\\${ending})+$`, 'i'), '')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  const short = Array.from(stem).slice(0, LONGEST).join('')
  if (short === '' || DEVICE_NAME.test(short)) return `_${short}${ending}`
  return short + ending
}

/** People type a name without its ending; some dialogs of Linux do not add it. */
export function withEnding(path: string, kind: SaveKind): string {
  return path.toLowerCase().endsWith(`.${kind}`) ? path : `${path}.${kind}`
}
