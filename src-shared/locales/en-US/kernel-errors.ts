import type { Translated } from '../schema.ts'
import type { kernelErrors as zh } from '../zh-CN/kernel-errors.ts'

export const kernelErrors: Translated<typeof zh> = {
  session: {
    required: 'You have been signed out. Please sign in again; what you typed is kept.',
    locked: 'The screen is locked. Enter your password first.',
    password_change_required: 'Change the initial password before you go on.',
    wrong_password:
      'Wrong password; {left} attempts left. After five wrong ones the account locks for {lockMinutes} minutes.',
    wrong_password_without_left:
      'Wrong user name or password. After five wrong passwords the account locks for {lockMinutes} minutes.',
    account_locked:
      'Too many wrong passwords. Try again in {minutes} minutes, or ask an administrator to unlock the account.',
    account_disabled: 'This account is disabled. Please ask an administrator.',
    no_project: 'This account has no project yet. Please ask an administrator to assign one.',
    ticket_invalid: 'The check of the recovery code has expired or was used. Enter the recovery code again.',
    not_recoverable:
      'This account cannot be recovered by the code, only an administrator can. An administrator may reset its password.',
    not_in_project: 'You are not a member of that project. Please ask an administrator.',
  },
  user: {
    password_weak:
      'The password is too simple. Use 8 characters or more with letters and digits, no common word, user name or old password.',
  },
  setup: { already_done: 'The project exists already and cannot be set up again. Please sign in.' },
  permission: {
    denied: 'You may not “{permission}”. Please ask an administrator or the manager.',
    other_building: 'This room is not in one of your buildings.',
    whole_project:
      'This covers the whole project, and you look after some of its buildings. Ask a colleague who covers all of it.',
  },
  feature: { off: 'This project has “{feature}” switched off. An administrator can switch it on in the settings.' },
  input: {
    invalid: '{count} field needs mending; see the red text. | {count} fields need mending; see the red text.',
    too_large: 'That is too large; the limit is {limitKb} KB. Please send it in parts.',
    broken_text: 'The text holds half a character and cannot be kept. Delete it and type again.',
  },
  operation: { unknown: 'This version does not know that operation. Please update the program.' },
  record: {
    not_found: 'That record is not there; it may have been deleted or undone. Refresh and try again.',
    changed: 'Somebody has just changed this record. Look at the newest state and save again.',
  },
  command: {
    conflict: 'This was already submitted once with other content. Check the result, then fill it in anew.',
    busy: 'The same thing is being done right now. One moment, please.',
  },
  clock: {
    went_back:
      'The clock of this PC ({now}) is far behind the last entry ({lastAt}); collecting is paused. Set the clock, or let a manager confirm it.',
  },
  disk: { full: 'The disk is full; nothing was saved. Free some space and try again.' },
  database: {
    not_open: 'The database is not open yet. One moment, please.',
    read_only: 'The database can be read but not written. Check the permissions of the data folder.',
  },
  list: { expired: 'The list has expired and is being opened again.' },
  core: {
    unavailable: 'The background service is restarting; nothing was changed. Try again in a moment.',
    timeout: 'No answer for too long. Try again: it will not be done twice.',
    unsendable: 'This could not be sent; nothing was changed. Refresh the page and try again.',
  },
  vault: {
    wrong_key: 'The key does not fit the data; the database cannot be opened. Use the recovery code.',
    wrong_phrase: 'Wrong passphrase. Please try again.',
    wrong_code: 'Wrong recovery code. Check it group by group; O and 0, I and 1 count as the same.',
    too_many_attempts: 'Too many attempts. Try again in {waitSeconds} seconds.',
    phrase_too_short: 'The passphrase needs at least {least} characters.',
    code_mistyped: 'The recovery code is mistyped. Check it group by group; upper and lower case are the same.',
    mode_not_offered: 'This PC does not offer that way of opening. Please choose another.',
    not_expected: 'The state of the data has just changed. Please look at the screen again.',
    folder_refused: 'Data cannot be kept in this folder. Choose a folder on this PC.',
    file_damaged:
      'The key file (vault.json) and its copy are damaged or gone. Bring the file back, or restore from a backup; it needs the recovery code.',
    folder_not_writable:
      'The data folder cannot be written to at present. The data are there, nothing was changed. See whether the disk is read-only or the rights have changed, then start the program again.',
    database_damaged:
      'The database file is damaged and was not opened, to keep it from getting worse. Restore from a backup.',
    database_missing: 'The database file is missing. Check the data folder, or restore from a backup.',
    database_newer: 'The database was made by a newer version. Update the program first.',
    database_foreign: 'This file is not a database of this program.',
    in_use:
      'The data is in use: another window on this PC, or another system user, has the program open. Quit it there first.',
    chain_broken:
      'The record of operations does not verify; the data may have been changed from outside. Tell an administrator and enter nothing more.',
    disk_full: 'The disk is full; the database cannot be opened. Free some space and try again.',
    restore_unfinished:
      'The last restore is not finished: its files are in use. Close other programs and start this one again; change nothing in the data folder.',
    restore_note_damaged:
      'The note on how far a restore had come (restore.json in the data folder) cannot be read. Nothing was opened and no file was touched. Call support; change nothing in the data folder.',
    migration_failed: 'Upgrading the data failed and was rolled back. Call support; nothing is lost.',
  },
}
