import { describe, expect, it } from 'vitest'

import { READ_LIMITS } from './limits.ts'
import { readWorkbook } from './read-workbook.ts'
import { partsOf, read, xlsxOf, zipOf } from './testing.ts'

describe('an .xlsx', () => {
  it('gives texts, exact numbers, dates, truth values and errors', async () => {
    const bytes = await xlsxOf((sheet) => {
      sheet.addRow(['张三 <&> "䶮𬭚"', 89.43, new Date(Date.UTC(2019, 5, 18)), true, { error: '#N/A' }])
      sheet.addRow([
        { richText: [{ text: '张' }, { text: '三' }] },
        0.1 + 0.2,
        { text: '链接', hyperlink: 'http://example.com' },
      ])
      sheet.addRow([110105194912310000, 1e-7, -1234567.891])
      sheet.getCell('C1').numFmt = 'yyyy"年"m"月"d"日"'
    })
    expect(await read(bytes)).toEqual([
      ['张三 <&> "䶮𬭚"', '#89.43', '@2019-06-18', '?true', '!excel_error'],
      ['张三', '#0.30000000000000004', '链接'],
      ['#110105194912310000', '#0.0000001', '#-1234567.891'],
    ])
  })

  it('gives the cached result of a formula, and an error without one', async () => {
    const bytes = await xlsxOf((sheet) => {
      sheet.addRow([89.43, 80.57])
      sheet.getCell('C1').value = { formula: 'A1+B1', result: 170 }
      sheet.getCell('D1').value = { formula: 'A1+B1', date1904: false }
      sheet.getCell('E1').value = { formula: '"a"&"b"', result: 'ab' }
    })
    expect(await read(bytes)).toEqual([['#89.43', '#80.57', '#170', '!formula_without_value', 'ab']])
  })

  it('takes a formula with an empty value of another writer as never computed, and an empty text as empty', async () => {
    const sheet =
      '<row r="1"><c r="A1"><f>SUM(B1)</f><v></v></c><c r="B1" t="str"><f>IF(1,"")</f><v></v></c><c r="C1"><v>1</v></c></row>'
    expect(await read(zipOf(partsOf(sheet)))).toEqual([['!formula_without_value', '', '#1']])
  })

  it('gives every cell of a merged range its value, within the used rows', async () => {
    const bytes = await xlsxOf((sheet) => {
      sheet.addRow(['1栋', '101'])
      sheet.addRow(['', '102'])
      sheet.mergeCells('A1:A2')
    })
    expect(await read(bytes)).toEqual([
      ['1栋', '101'],
      ['1栋', '102'],
    ])
  })

  it('does not stumble over a merge of the whole sheet', async () => {
    const parts = partsOf('<row r="1"><c r="A1" t="str"><v>标题</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>')
    const whole = '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    parts['xl/worksheets/first.xml'] = (parts['xl/worksheets/first.xml'] ?? '').replace('</sheetData>', whole)
    expect(await read(zipOf(parts))).toEqual([
      ['标题', '标题'],
      ['标题', '标题'],
      ['标题', '标题'],
    ])
  })

  it('leaves a million blank formatted rows behind in no time', async () => {
    const blank = Array.from(
      { length: 1_000_000 },
      (_, index) => `<row r="${index + 3}" s="1"><c r="A${index + 3}" s="1"/></row>`,
    ).join('')
    const bytes = zipOf(partsOf(`<row r="2"><c r="A2"><v>1</v></c></row>${blank}`))
    const memory = process.memoryUsage().rss
    const started = performance.now()
    const result = await readWorkbook({ name: 'blank.xlsx', bytes })
    expect(performance.now() - started).toBeLessThan(4_000)
    expect(process.memoryUsage().rss - memory).toBeLessThan(200_000_000)
    expect(result).toMatchObject({
      kind: 'sheets',
      sheets: [{ rowNumbers: [2], rows: [[{ kind: 'number', text: '1' }]] }],
    })
  }, 30_000)

  it('reads the date formats of Chinese Excel, and a month shown as a month', async () => {
    const xfs = [0, 14, 31, 57, 164, 165, 166].map((format) => `<xf numFmtId="${format}"/>`).join('')
    const custom =
      '<numFmt numFmtId="164" formatCode="[$-804]yyyy/m/d;@"/><numFmt numFmtId="165" formatCode="0.00&quot;md&quot;"/><numFmt numFmtId="166" formatCode="[Red]#,##0.00_);\\(#,##0\\)"/>'
    const cells = [0, 1, 2, 3, 4, 5, 6].map((style) => `<c s="${style}"><v>43634</v></c>`).join('')
    const bytes = zipOf(partsOf(`<row>${cells}</row>`, `<numFmts>${custom}</numFmts><cellXfs>${xfs}</cellXfs>`))
    expect(await read(bytes)).toEqual([
      ['#43634', '@2019-06-18', '@2019-06-18', '2019-06', '@2019-06-18', '#43634', '#43634'],
    ])
  })

  it('counts days from 1904 when the workbook does', async () => {
    const parts = partsOf(
      '<row><c s="1"><v>42172</v></c></row>',
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
    )
    parts['xl/workbook.xml'] = (parts['xl/workbook.xml'] ?? '').replace(
      '<sheets>',
      '<workbookPr date1904="1"/><sheets>',
    )
    expect(await read(zipOf(parts))).toEqual([['@2019-06-18']])
  })

  it('with a prefix on every element, as some systems write, is read too', async () => {
    const parts = partsOf('')
    parts['xl/worksheets/first.xml'] =
      '<?xml version="1.0"?><x:worksheet xmlns:x="urn:x"><x:sheetData><x:row r="1"><x:c r="B1" t="s"><x:v>0</x:v></x:c><x:c r="C1" t="inlineStr"><x:is><x:t>李四</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    parts['xl/sharedStrings.xml'] = '<x:sst xmlns:x="urn:x"><x:si><x:t>张三</x:t></x:si></x:sst>'
    expect(await read(zipOf(parts))).toEqual([['', '张三', '李四']])
  })

  it('reads inline texts, ISO dates and escaped characters', async () => {
    const sheet =
      '<row r="5"><c r="A5" t="inlineStr"><is><r><rPr><color rgb="1"/></rPr><t>张</t></r><r><t>三&amp;</t></r><rPh sb="0" eb="1"><t>读</t></rPh></is></c><c r="B5" t="d"><v>2019-06-18</v></c><c r="C5" t="str"><v>a_x000A_b&lt;&#x4e00;&#20108;</v></c><c r="D5" t="b"><v>0</v></c></row>'
    const result = await readWorkbook({ name: 'x', bytes: zipOf(partsOf(sheet)) })
    expect(result).toMatchObject({ sheets: [{ rowNumbers: [5] }] })
    expect(await read(zipOf(partsOf(sheet)))).toEqual([['张三&', '2019-06-18', 'a\nb<一二', '?false']])
  })

  it('tells hidden sheets and leaves empty ones out', async () => {
    const bytes = await xlsxOf((sheet, workbook) => {
      sheet.addRow(['1'])
      workbook.addWorksheet('空')
      const hidden = workbook.addWorksheet('藏')
      hidden.state = 'hidden'
      hidden.addRow(['2'])
    })
    const result = await readWorkbook({ name: 'x', bytes })
    expect(result.kind === 'sheets' && result.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['房屋', false],
      ['藏', true],
    ])
  })

  it('with a macro is read for its cells; the macro is not opened', async () => {
    const parts = {
      ...partsOf('<row><c t="str"><v>房号</v></c></row>'),
      'xl/vbaProject.bin': { content: 'not even a macro', claimedBytes: 3 },
    }
    expect(await read(zipOf(parts))).toEqual([['房号']])
  })

  it('of 5,000 rooms is read in seconds', async () => {
    const bytes = await xlsxOf((sheet) => {
      for (let row = 0; row < 5_000; row++)
        sheet.addRow(Array.from({ length: 18 }, (_, column) => (column % 3 === 0 ? row + 0.5 : `${row}-${column}`)))
    })
    const started = performance.now()
    expect(await read(bytes)).toHaveLength(5_000)
    expect(performance.now() - started).toBeLessThan(8_000)
  }, 60_000)
})

describe('a workbook beyond bounds', () => {
  const bomb = `<row><c><v>1</v></c></row>${' '.repeat(1_000_000)}`

  it('that claims to inflate to a gigabyte is refused before a byte is inflated', async () => {
    const parts = {
      ...partsOf(''),
      'xl/worksheets/first.xml': { content: '<worksheet/>', claimedBytes: 1_000_000_000 },
    }
    expect(await read(zipOf(parts))).toBe('import.file_bomb')
  })

  it('that inflates beyond what it claims is stopped there', async () => {
    const sheet = { ...partsOf(''), 'xl/worksheets/first.xml': { content: bomb, claimedBytes: 1_000 } }
    expect(await read(zipOf(sheet))).toBe('import.file_bomb')
    const strings = { ...partsOf(''), 'xl/sharedStrings.xml': { content: bomb, claimedBytes: 1_000 } }
    expect(await read(zipOf(strings))).toBe('import.file_bomb')
  })

  it('with shared strings too large to hold is refused', async () => {
    const parts = { ...partsOf(''), 'xl/sharedStrings.xml': { content: bomb } }
    expect(await read(zipOf(parts), { ...READ_LIMITS, maxPartBytes: 1_000 })).toBe('import.file_bomb')
  })

  it('with one endless row is refused', async () => {
    expect(await read(zipOf(partsOf(`<row>${'<c/>'.repeat(3_000_000)}`)))).toBe('import.file_bomb')
  })

  it.each([
    ['cells that are never closed', `<row><v/>${'<c>'.repeat(1_500_000)}</row>`],
    ['values that are never closed', `<row><c>${'<v>'.repeat(1_500_000)}</c></row>`],
    ['texts that are never closed', `<row><c><is>${'<t>'.repeat(1_500_000)}</is></c></row>`],
    ['reading aids without end', `<row><c><is>${'<rPh><t>a</t></rPh>'.repeat(100_000)}</is></c></row>`],
    ['one endless attribute', `<row><c ${'r'.repeat(4_000_000)}><v>1</v></c></row>`],
    ['an attribute of many equals signs', `<row><c ${'r= '.repeat(1_500_000)}><v>1</v></c></row>`],
  ])('with %s does not keep the PC busy', async (_, sheet) => {
    const started = performance.now()
    await read(zipOf(partsOf(sheet)))
    expect(performance.now() - started).toBeLessThan(4_000)
  })

  it('with styles that never end does not keep the PC busy', async () => {
    const started = performance.now()
    const styles = `${'<cellXfs '.repeat(500_000)}${'<numFmt '.repeat(500_000)}${'<xf>'.repeat(500_000)}`
    expect(await read(zipOf(partsOf('<row><c><v>1</v></c></row>', styles)))).toEqual([['#1']])
    expect(performance.now() - started).toBeLessThan(4_000)
  })

  it('of too many cells, columns or sheets says so', async () => {
    const bytes = await xlsxOf((sheet, workbook) => {
      sheet.addRow([1, 2, 3])
      workbook.addWorksheet('2').addRow([1])
    })
    expect(await read(bytes, { ...READ_LIMITS, maxCells: 3 })).toBe('import.too_many_cells')
    expect(await read(bytes, { ...READ_LIMITS, maxColumns: 2 })).toBe('import.too_many_columns')
    expect(await read(bytes, { ...READ_LIMITS, maxSheets: 1 })).toBe('import.too_many_sheets')
  })

  it('with a document type, which could read other files, is refused', async () => {
    const evil = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    const inSheet = partsOf('')
    inSheet['xl/worksheets/first.xml'] =
      `${evil}<worksheet><sheetData><row><c t="str"><v>&e;</v></c></row></sheetData></worksheet>`
    expect(await read(zipOf(inSheet))).toBe('import.file_unsafe')
    const inStrings = { ...partsOf(''), 'xl/sharedStrings.xml': `${evil}<sst><si><t>&e;</t></si></sst>` }
    expect(await read(zipOf(inStrings))).toBe('import.file_unsafe')
  })

  it('damaged at any of its joints is refused', async () => {
    const whole = Buffer.from(zipOf(partsOf('<row r="1"><c r="A1"><v>1</v></c></row>')))
    const directory = whole.lastIndexOf(Buffer.from('504b0102', 'hex'))
    const spoilt = (at: number, value: number) => {
      const copy = Buffer.from(whole)
      copy.writeUInt8(value, at)
      return read(new Uint8Array(copy))
    }
    const joints = {
      localSignature: 0,
      packedData: whole.indexOf('first.xml') + 'first.xml'.length + 20,
      directorySignature: directory,
      method: directory + 10,
      size: directory + 23,
      place: directory + 45,
    }
    for (const [joint, at] of Object.entries(joints)) {
      const answer = await spoilt(at, 0x77)
      expect([joint, typeof answer]).toEqual([joint, 'string'])
      expect(answer).toMatch(/^import\.file_(corrupt|type_unknown|bomb)$/)
    }
  })

  it('with one name for two parts is refused, for it cannot be told which is meant', async () => {
    expect(await read(zipOf({ ...partsOf(''), 'XL/Workbook.xml': '<workbook/>' }))).toBe('import.file_corrupt')
  })

  it('of thousands of parts is refused', async () => {
    const parts = Object.fromEntries(Array.from({ length: 5_001 }, (_, index) => [`p${index}`, '']))
    expect(await read(zipOf(parts))).toBe('import.file_bomb')
  })

  it('with a chart sheet and links to other files is read for its tables', async () => {
    const parts = partsOf('<row><c t="n"><v>1</v></c></row>')
    parts['xl/workbook.xml'] =
      '<workbook><sheets><sheet name="图" r:id="r8"/><sheet name="外" r:id="r9"/><sheet name="表" r:id="r1"/></sheets></workbook>'
    const more =
      '<Relationship Id="r8" Type="x/chartsheet" Target="chartsheets/1.xml"/><Relationship Id="r9" Type="x/worksheet" Target="http://example.com/x" TargetMode="External"/>'
    parts['xl/_rels/workbook.xml.rels'] = (parts['xl/_rels/workbook.xml.rels'] ?? '').replace(
      '<Relationships>',
      `<Relationships>${more}`,
    )
    const result = await readWorkbook({ name: 'x', bytes: zipOf(parts) })
    expect(result.kind === 'sheets' && result.sheets.map((sheet) => sheet.name)).toEqual(['表'])
  })

  it('whose numbers are none, and whose merges lead nowhere, is read around them', async () => {
    const parts = partsOf(
      '<row><c><v>abc</v></c><c s="1"><v>1e300</v></c><c><v>5</v></c><c t="str"><v>&#0;</v></c></row>',
      '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>',
    )
    const merges = '</sheetData><mergeCells><mergeCell/><mergeCell ref="A9:B9"/><mergeCell ref="?"/></mergeCells>'
    parts['xl/worksheets/first.xml'] = (parts['xl/worksheets/first.xml'] ?? '').replace('</sheetData>', merges)
    expect(await read(zipOf(parts))).toEqual([['!excel_error', '!excel_error', '#5']])
  })

  it.each([
    ['a row number beyond Excel', '<row r="9999999"><c><v>1</v></c></row>', 'import.file_corrupt'],
    ['a column beyond Excel', '<row><c r="ZZZZZ1"><v>1</v></c></row>', 'import.too_many_columns'],
    ['a text that is not among the shared ones', '<row><c t="s"><v>7</v></c></row>', 'import.file_corrupt'],
  ])('with %s is refused', async (_, sheet, code) => {
    expect(await read(zipOf(partsOf(sheet)))).toBe(code)
  })
})
