import type { Translated } from '../schema.ts'
import type { pc as source } from '../zh-CN/pc.ts'

export const pc: Translated<typeof source> = {
  menu: 'This PC and diagnostics',
  host: {
    name: 'Property office',
    open: 'Open',
    lock: 'Lock',
    quit: 'Quit',
    hidden: 'The program goes on in the tray. To end it, choose “Quit” of the tray icon.',
  },
  page: {
    title: 'This PC and diagnostics',
    subtitle: 'For this PC and the present system user alone',
    life: 'Starting and closing',
    closing: 'When the window is closed',
    closing_quit: 'Quit the program',
    closing_hide: 'Go to the tray and keep running',
    closing_hint: 'In the tray, tasks go on; the tray icon or starting the program again brings the window back.',
    autostart: 'Start after signing in to the system',
    autostart_hint: 'With the tray, no window opens at that start.',
    autostart_not_offered: 'Not offered when run from its sources.',
    on: 'On',
    off: 'Off',
    sleep: 'When the PC sleeps or its screen is locked, the program locks; afterwards it looks at the clock again.',
    no_right: 'You may not change settings; you can only look.',
    saved: 'Saved. It applies at once.',
    not_saved: 'It was not saved. Check the disk and the rights, then try again.',
    unlock: 'How the data opens',
    unlock_change:
      'It can be chosen anew when the recovery code opens the data. If it is unattended now: end the program, move unattended.key out of the data folder, start again, type the recovery code and choose.',
    folder: 'Data folder',
    folder_note:
      'Never on a network share or in a synced folder. One program at a time has the data open: quit before another system user starts it.',
    diagnose: 'Diagnostics',
    diagnose_about:
      'When something is wrong, send this file to whoever helps. It holds versions, checks, timings and cleaned logs, and no name, phone, ID number, plate or amount.',
    save: 'Make the diagnostic file',
    saving: 'Collecting…',
    diagnosed: 'Diagnostic file saved: {name}',
    not_diagnosed: 'The diagnostic file was not written. Choose another folder and try again.',
    show: 'Show in folder',
    file: 'Diagnostics',
    outside: 'This page works in the program alone.',
  },
}
