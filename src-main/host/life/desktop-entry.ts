/** The file by which a Linux desktop starts the program at sign-in (freedesktop.org, Desktop Application Autostart). */
export function desktopEntry(command: { readonly name: string; readonly words: readonly string[] }): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${command.name}`,
    `Exec=${command.words.map(quoted).join(' ')}`,
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/** Desktop Entry Specification, "The Exec key": quotes, and `%` doubled. */
function quoted(word: string): string {
  return `"${word
    .replace(/["`$\\]/g, (sign) => `\\${sign}`)
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')}"`
}
