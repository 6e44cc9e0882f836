/** The frame that sent a message, as far as the check needs it. */
export interface SenderFrame {
  readonly origin: string
  readonly parent: unknown
}

/** Only the top frame of our own page is listened to. A frame that is gone meanwhile is nobody's. */
export function isOurPage(frame: SenderFrame | null, origin: string): boolean {
  return frame !== null && frame.parent === null && frame.origin === origin
}
