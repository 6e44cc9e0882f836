const MIN_LENGTH = 8
const COMMON = [
  'password',
  '12345678',
  '123456789',
  '1234567890',
  'qwertyui',
  '11111111',
  '88888888',
  'abc12345',
  'a1234567',
  'admin123',
  'wuye1234',
]

export type PasswordWeakness = 'too_short' | 'one_kind' | 'common' | 'like_username'

/** What is wrong with a new password, or `null`. Two kinds of characters and no favourites; length counts most. */
export function passwordWeakness(password: string, username: string): PasswordWeakness | null {
  const plain = password.normalize('NFKC')
  if ([...plain].length < MIN_LENGTH) return 'too_short'
  const lower = plain.toLowerCase()
  if (COMMON.includes(lower)) return 'common'
  if (username !== '' && (lower.includes(username.toLowerCase()) || new Set(lower).size < 4)) return 'like_username'
  const kinds = [/\d/, /\p{Ll}/u, /\p{Lu}/u, /[^\p{L}\p{N}]/u, /\p{Lo}/u].filter((kind) => kind.test(plain)).length
  return kinds < 2 ? 'one_kind' : null
}
