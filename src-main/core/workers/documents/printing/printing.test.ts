import { describe, expect, it } from 'vitest'
import { fen, sumFen } from '../../../../../src-shared/kernel/money.ts'
import { instant, localDate } from '../../../../../src-shared/kernel/time.ts'
import { paper as english } from '../../../../../src-shared/locales/en-US/paper.ts'
import { paper as labels } from '../../../../../src-shared/locales/zh-CN/paper.ts'
import type { ReceiptDocument } from '../../../../../src-shared/domain/document/receipt-document.ts'
import { renderBills, renderReceipt, renderReceipts, renderRecoveryCode, renderShiftReport } from './index.ts'
import { readPdf, wordPlace } from './read-pdf.ts'
import { aBill, aLine, aReceipt, aShiftReport } from './sample-documents.ts'
import { testFonts } from './test-fonts.ts'

const madeAt = instant(Date.UTC(2026, 10, 23, 8))
const squeezed = (text: string): string => text.replace(/\s+/g, '')

async function print(
  receipt: ReceiptDocument,
  format: 'continuous_241_third' | 'thermal_80' | 'a5',
): Promise<Uint8Array> {
  return renderReceipt(receipt, { format, fonts: await testFonts(), labels })
}

/** A receipt for many parking spaces, as a company pays them. */
function longReceipt(spaces: number): ReceiptDocument {
  const extra = Array.from({ length: spaces }, (_, index) =>
    aLine({ itemName: '车位管理费', objectCode: `B1-${100 + index}`, amountFen: fen(8000) }),
  )
  const lines = [...aReceipt().lines, ...extra]
  const totalFen = sumFen(lines, (line) => line.netFen)
  return aReceipt({ lines, totalFen, tenders: [{ name: '微信', amountFen: totalFen, cash: null }] })
}

describe('a printed receipt', () => {
  it.each(['continuous_241_third', 'thermal_80', 'a5'] as const)(
    'on %s says all that the rules ask for',
    async (format) => {
      const text = squeezed(readPdf(await print(aReceipt(), format)).text)
      for (const part of [
        '锦绣物业服务有限公司',
        '锦绣花园',
        '收款收据',
        'SJ-A-2026-004871',
        '张伟',
        '3-2-1501',
        '2026-11-2310:42',
        '160.97×3月',
        '2026-09-01至2026-11-30',
        '1,356→1,370',
        '14×2.80',
        '自来水（代收）',
        '车位管理费B1-086',
        '-20.00',
        '3.78',
        '486.69',
        '599.19',
        '伍佰玖拾玖元壹角玖分',
        '其中代收52.50',
        '微信300.00',
        '现金299.19（收400.00找100.81）',
        '2026-11-30',
        '200.00',
        '李敏（早班）',
        '7K3D-92QF',
      ])
        expect(text).toContain(part)
      expect(text).not.toContain('补打')
      expect(text).not.toContain('作废')
    },
  )

  it('has the exact size of its paper, and the roll is as long as its content', async () => {
    expect(readPdf(await print(aReceipt(), 'continuous_241_third')).sizes[0]?.width).toBeCloseTo(241, 1)
    expect(readPdf(await print(aReceipt(), 'continuous_241_third')).sizes[0]?.height).toBeCloseTo(93.1, 1)
    const short = readPdf(await print(aReceipt(), 'thermal_80'))
    const long = readPdf(await print(longReceipt(14), 'thermal_80'))
    expect(short.sizes[0]?.width).toBeCloseTo(80, 1)
    expect(long.pages).toHaveLength(1)
    expect(long.sizes[0]?.height).toBeGreaterThan((short.sizes[0]?.height ?? 0) + 80)
  })

  it('that is too long for a page goes on with the sum carried forward and the total once', async () => {
    const { pages } = readPdf(await print(longReceipt(14), 'continuous_241_third'))
    expect(pages).toHaveLength(3)
    expect(pages.map((page) => /第\d页\/共\d页/.exec(squeezed(page))?.[0])).toEqual([
      '第1页/共3页',
      '第2页/共3页',
      '第3页/共3页',
    ])
    const carried = pages.map((page) => ({
      into: /承前页\s+([\d,.]+)/.exec(page)?.[1],
      out: /过次页\s+([\d,.]+)/.exec(page)?.[1],
    }))
    expect(carried).toEqual([
      { into: undefined, out: '999.19' },
      { into: '999.19', out: '1,639.19' },
      { into: '1,639.19', out: undefined },
    ])
    expect(pages.map((page) => page.includes('合计人民币'))).toEqual([false, false, true])
    expect(pages.every((page) => page.includes('SJ-A-2026-004871') && page.includes('7K3D-92QF'))).toBe(true)
  })

  it('says how often it was printed again, and 作废 on every page when it is void', async () => {
    const { pages } = readPdf(await print({ ...longReceipt(14), reprintNo: 2, state: 'void' }, 'continuous_241_third'))
    expect(pages.every((page) => page.includes('补打 第2次'))).toBe(true)
    // The stamp stands aslant, so its two characters come on different lines.
    expect(pages.every((page) => page.includes('作') && page.includes('废'))).toBe(true)
  })

  it('that does not add up is refused', async () => {
    await expect(print(aReceipt({ totalFen: fen(59900) }), 'a5')).rejects.toThrow(/lines 59919/)
  })

  it('is the same to the byte whenever it is printed', async () => {
    const [first, second] = [await print(aReceipt(), 'a5'), await print(aReceipt(), 'a5')]
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true)
  })

  it('embeds both fonts and no other', async () => {
    const fonts = readPdf(await print(aReceipt(), 'a5'))
      .fonts.split('\n')
      .slice(2)
      .filter((line) => line !== '')
    expect(fonts).toHaveLength(2)
    expect(fonts.every((line) => /NotoSansHans-(Regular|Bold)/.test(line))).toBe(true)
  })

  it('keeps a name, a remark and an item of any length on the paper', async () => {
    const long = '杭州锦绣前程企业管理咨询有限公司第一分公司'.repeat(3)
    const receipt = aReceipt({
      payerName: long,
      remark: long,
      payeeName: long,
      lines: aReceipt().lines.map((line) => ({ ...line, itemName: `${line.itemName}${long}` })),
    })
    for (const format of ['continuous_241_third', 'thermal_80', 'a5'] as const) {
      expect(squeezed(readPdf(await print(receipt, format)).text)).toContain('伍佰玖拾玖元壹角玖分')
    }
  })

  it('of a reversal names the original and counts below zero', async () => {
    const lines = [aLine({ amountFen: fen(-16097) })]
    const receipt = aReceipt({
      kind: 'reversal',
      number: 'HC-A-2026-000007',
      originalNumber: 'SJ-A-2026-004871',
      lines,
      totalFen: fen(-16097),
      tenders: [{ name: '现金', amountFen: fen(-16097), cash: null }],
    })
    const text = squeezed(readPdf(await print(receipt, 'continuous_241_third')).text)
    expect(text).toContain('红字收据')
    expect(text).toContain('原单据SJ-A-2026-004871')
    expect(text).toContain('负壹佰陆拾元零玖角柒分')
    expect(text).not.toContain('89.43×1.80')
  })

  it.each(['continuous_241_third', 'thermal_80'] as const)(
    'of a deposit on %s leaves out what there is not',
    async (format) => {
      const lines = [
        aLine({
          itemName: '装修押金',
          objectCode: '',
          period: null,
          quantity: null,
          priceE6: null,
          amountFen: fen(200000),
        }),
      ]
      const receipt = aReceipt({
        kind: 'deposit',
        number: 'YJ-A-2026-000019',
        paperNumber: '0003318',
        lines,
        totalFen: fen(200000),
        tenders: [{ name: '现金', amountFen: fen(200000), cash: { receivedFen: fen(200000), changeFen: fen(0) } }],
        areaE2: null,
        paidUntil: [],
        prepaymentBalanceFen: null,
        shiftName: '',
        remark: '竣工验收后退还',
        reprintNo: 1,
        state: 'void',
      })
      const text = squeezed(readPdf(await print(receipt, format)).text)
      for (const part of [
        '押金收据',
        '装修押金',
        '贰仟元整',
        '纸质号0003318',
        '竣工验收后退还',
        '补打第1次',
        '现金2,000.00',
      ]) {
        expect(text).toContain(part)
      }
      for (const part of ['找', '面积', '预存余额', '其中代收', '已缴至', '李敏（']) expect(text).not.toContain(part)
    },
  )

  it('of a refund over part of a day and a month says so', async () => {
    const days = { from: localDate('2026-11-18'), to: localDate('2026-11-30') }
    const lines = [
      aLine({ period: days, note: '13/30 天', amountFen: fen(-6976) }),
      aLine({
        itemName: '临停',
        period: { from: days.from, to: days.from },
        quantity: { value: -1_928_500, scale: 3 },
        priceE6: 850_000,
        amountFen: fen(-163923),
      }),
    ]
    const tenders = [{ name: '微信', amountFen: fen(-170899), cash: null }]
    const receipt = aReceipt({ kind: 'refund', lines, totalFen: fen(-170899), tenders })
    const text = squeezed(readPdf(await print(receipt, 'a5')).text)
    for (const part of ['退款单', '2026-11-18至2026-11-30', '13/30天', '2026-11-18-1,928.5×0.85'])
      expect(text).toContain(part)
  })

  it('can be printed in English', async () => {
    const bytes = await renderReceipt(aReceipt(), {
      format: 'continuous_241_third',
      fonts: await testFonts(),
      labels: english,
    })
    expect(readPdf(bytes).text).toContain('RECEIPT')
  })

  it('is moved by the offset of its printer', async () => {
    const fonts = await testFonts()
    const moved = wordPlace(
      await renderReceipt(aReceipt(), { format: 'a5', fonts, labels, offset: { xE1mm: 25, yE1mm: -10 } }),
      '599.19',
    )
    const straight = wordPlace(await print(aReceipt(), 'a5'), '599.19')
    expect(moved.x - straight.x).toBeCloseTo(2.5, 2)
    expect(moved.y - straight.y).toBeCloseTo(-1, 2)
  })
})

describe('many papers in one file', () => {
  it('receipts follow in the order given, with progress', async () => {
    const receipts = Array.from({ length: 120 }, (_, index) =>
      aReceipt({ number: `SJ-A-2026-${String(index + 1).padStart(6, '0')}` }),
    )
    const seen: number[] = []
    const bytes = await renderReceipts(receipts, {
      format: 'a5',
      fonts: await testFonts(),
      labels,
      title: '收据',
      madeAt,
      onProgress: (done) => seen.push(done),
    })
    const { pages } = readPdf(bytes)
    expect(pages.map((page) => /SJ-A-2026-\d{6}/.exec(page)?.[0])).toEqual(receipts.map((receipt) => receipt.number))
    expect(seen).toEqual([100, 120])
  })

  it('stop when the clerk cancels', async () => {
    const signal = AbortSignal.abort(new Error('cancelled'))
    await expect(
      renderBills([aBill()], { format: 'a5', fonts: await testFonts(), labels, madeAt, signal }),
    ).rejects.toThrow('cancelled')
  })

  it('payment notices stand three on an A4 page, each with what is owed, until when and how to pay', async () => {
    const bills = ['3-2-1501', '3-2-1502', '3-2-1601', '3-2-1602'].map((roomCode) => aBill({ roomCode }))
    const { pages, sizes } = readPdf(
      await renderBills(bills, { format: 'a4_three', fonts: await testFonts(), labels, madeAt }),
    )
    expect(pages.map((page) => page.split('缴费通知单').length - 1)).toEqual([3, 1])
    expect(sizes[0]?.height).toBeCloseTo(297, 0)
    const text = squeezed(pages[0] ?? '')
    for (const part of [
      '请于2026-12-10前缴费',
      '伍佰玖拾玖元壹角玖分',
      '¥599.19',
      '前台扫码即查',
      '缴费方式',
      '预存余额200.00',
      '张*',
    ])
      expect(text).toContain(part)
  })

  it('a notice without area, number, code or ways to pay is still a notice', async () => {
    const bare = aBill({ areaE2: null, number: null, qr: null, howToPay: [], prepaymentBalanceFen: null })
    const bytes = await renderBills([bare], {
      format: 'a5',
      offset: { xE1mm: 0, yE1mm: 5 },
      fonts: await testFonts(),
      labels,
      madeAt,
    })
    const text = squeezed(readPdf(bytes).text)
    expect(text).toContain('¥599.19')
    for (const part of ['编号', '面积', '缴费方式', '预存余额']) expect(text).not.toContain(part)
  })

  it('a long notice takes the next place on the page and says so', async () => {
    const { lines, totalFen } = longReceipt(14)
    const { pages } = readPdf(
      await renderBills([aBill({ lines, totalFen })], { format: 'a4_three', fonts: await testFonts(), labels, madeAt }),
    )
    expect(pages).toHaveLength(1)
    expect(pages[0]).toContain('第 3 页 / 共 3 页')
    expect(pages[0]).toContain('1,719.19')
  })
})

describe('a shift report', () => {
  it.each(['a4', 'thermal_80'] as const)(
    'on %s shows count, difference, documents, signatures and the head of the chain on one page',
    async (format) => {
      const { pages } = readPdf(await renderShiftReport(aShiftReport(), { format, fonts: await testFonts(), labels }))
      expect(pages).toHaveLength(1)
      const text = squeezed(pages[0] ?? '')
      for (const part of [
        '交班表',
        'Z-A-2026-000327',
        '李敏',
        '2026-11-2308:21:00',
        '18,169.30',
        '预存抵扣（不计实收）',
        'SJ-A-2026-004834–SJ-A-2026-004870',
        'SJ-A-2026-004851',
        '金额录错，纸质已收回',
        'TK-A-2026-000061',
        '4,492.60',
        '4,491.60',
        '-1.00',
        '找零多付1元',
        '2026112300517',
        '王芳',
        '交班人签字',
        '接班人签字',
        '主管签字',
        '第184203号',
        '9f2c7a51e0b8',
      ])
        expect(text).toContain(part)
    },
  )

  it('of a forced close says that nobody has counted, and shows no difference', async () => {
    const report = aShiftReport({ count: { kind: 'none' }, number: null, receipts: null, tenders: [] })
    const text = squeezed(
      readPdf(await renderShiftReport(report, { format: 'a4', fonts: await testFonts(), labels })).text,
    )
    expect(text).toContain('未点钞（强制交班）')
    expect(text).toContain('本班没有开具收据')
    expect(text).not.toContain('长短款')
  })

  it.each(['a4', 'thermal_80'] as const)('read before closing on %s has another title and no end', async (format) => {
    const count = {
      kind: 'counted',
      denominations: [],
      countedFen: fen(0),
      differenceFen: fen(100),
      reason: null,
    } as const
    const report = aShiftReport({
      kind: 'x',
      closedAt: null,
      expectedCashFen: fen(-100),
      count,
      voids: [],
      refunds: [],
      reprints: [],
      depositSlipNumber: null,
      handOverTo: null,
      note: null,
    })
    const text = squeezed(readPdf(await renderShiftReport(report, { format, fonts: await testFonts(), labels })).text)
    expect(text).toContain('班次读数（未交班）')
    expect(text).toContain('+1.00')
    for (const part of ['交班2026', '红冲', '退款', '补打', '缴款单号', '差异原因']) expect(text).not.toContain(part)
  })

  it('with very many void receipts goes on to further pages', async () => {
    const voids = Array.from({ length: 120 }, (_, index) => ({
      number: `SJ-A-2026-${String(index + 1).padStart(6, '0')}`,
      amountFen: fen(100),
      reason: '录错',
    }))
    const { pages } = readPdf(
      await renderShiftReport(aShiftReport({ voids }), { format: 'a4', fonts: await testFonts(), labels }),
    )
    expect(pages.length).toBeGreaterThan(2)
    expect(voids.every(({ number }) => pages.some((page) => page.includes(number)))).toBe(true)
  })
})

describe('the recovery code page', () => {
  it('shows the code in groups, the project and what to do with it', async () => {
    const document = {
      code: 'K7QM-2XWD-9FHT-R3NV-6BYP-4CJZ-8GLA-5ETS',
      projectName: '锦绣花园',
      deviceName: '前台',
      issuedOn: localDate('2026-11-23'),
      issuedByName: '陈会计',
    }
    const { pages } = readPdf(await renderRecoveryCode(document, { fonts: await testFonts(), labels, madeAt }))
    expect(pages).toHaveLength(1)
    expect(squeezed(pages[0] ?? '')).toContain(document.code.replaceAll('-', ''))
    expect(pages[0]).toContain('锦绣花园')
    expect(pages[0]).toContain('保管人签字')
  })
})
