import { expect, test } from 'vitest'
import { desktopEntry } from './desktop-entry.ts'

test('a start at sign-in names the program and its words', () => {
  expect(desktopEntry({ name: '物业管理', words: ['/opt/wuye/xiaoqu-wuye', '--hidden'] })).toContain(
    'Exec="/opt/wuye/xiaoqu-wuye" "--hidden"\n',
  )
})

test('a folder with signs of the shell stays one word', () => {
  const entry = desktopEntry({ name: 'x', words: ['/opt/a "b" $c 50%/d'] })
  expect(entry).toContain(String.raw`Exec="/opt/a \\"b\\" \\$c 50%%/d"`)
})
