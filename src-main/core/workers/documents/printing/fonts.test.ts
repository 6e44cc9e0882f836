import { describe, expect, it } from 'vitest'
import { missingGlyphs } from './fonts.ts'
import { testFonts } from './test-fonts.ts'

describe('characters that cannot be printed', () => {
  it('rare names of residents and all signs of a receipt are there', async () => {
    expect(missingGlyphs('䶮𬭚㛃璟喆堃 ¥㎡×→①②③（）“”·\n', await testFonts())).toEqual([])
  })

  it('names each missing character once', async () => {
    expect(missingGlyphs('张😀伟😀한', await testFonts())).toEqual(['😀', '한'])
  })
})
