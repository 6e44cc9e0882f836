import type { Translated } from '../schema.ts'
import type { update as zh } from '../zh-CN/update.ts'

/** 软件更新. */
export const update = {
  nav: 'Updates',
  step: {
    unsupported: 'This build cannot update itself: install a new version by its package. The data stay.',
    idle: 'Nobody has looked for a new version yet.',
    checking: 'Looking for a new version…',
    up_to_date: 'This is the newest version.',
    available: 'Version {version} is there. You can go on collecting while it is fetched.',
    downloading: 'Fetching {version}: {percent} %. You can go on collecting.',
    ready:
      'Version {version} is fetched and checked. Installing closes the program: end your shift or save what is open first.',
  },
  enum: {
    failure: {
      unsigned:
        'The update does not carry our signature and was not fetched. Ask the vendor, and do not install the file by hand.',
      damaged: 'The file does not match its description and was deleted. Try again; if it stays so, ask the vendor.',
      feed_missing: 'There is no description of updates at this address. Check the address.',
      feed_unreadable: 'The description of updates cannot be read. Ask the vendor.',
      unreachable: 'The address of updates does not answer. Check cable and address, and try again later.',
      broken_off: 'The transfer broke off; no half file was left. Try again.',
      disk_full: 'There is too little room on the disk; nothing was fetched. Make room and try again.',
      not_installed:
        'It was not installed: the installer did not run, or was called off. The program has not changed and you can go on collecting; look again to install.',
      failed: 'The update did not work; the log holds the cause. The program has not changed.',
    },
  },
  page: {
    title: 'Updates',
    device: 'For this PC only',
    version: 'Version',
    checked_at: 'Last look',
    never: 'Never',
    check: 'Look for a new version',
    download: 'Fetch',
    download_size: 'Fetch ({size})',
    install: 'Close and install',
    feed: 'Address of updates',
    feed_hint:
      'The folder where the office or the vendor puts new versions, beginning with http:// or https://. Leave it empty to look nowhere.',
    feed_wrong: 'Enter an address that begins with http:// or https://, without user name and password.',
    save: 'Save the address',
    not_allowed: 'Only who may change the project may update the program.',
    copy_hint:
      'Before a new version opens the data for the first time, they are copied to version-copies in the data folder, for going back to the old version.',
  },
} as const satisfies Translated<typeof zh>
