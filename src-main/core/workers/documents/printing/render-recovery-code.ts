import type { PaperLabels, RecoveryLabels } from '../../../../../src-shared/domain/document/labels.ts'
import { A4 } from '../../../../../src-shared/domain/document/paper.ts'
import type { RecoveryCodeDocument } from '../../../../../src-shared/domain/document/recovery-code-document.ts'
import type { Instant } from '../../../../../src-shared/kernel/time.ts'
import type { Canvas, TextStyle } from './canvas.ts'
import type { PaperFonts } from './fonts.ts'
import { writePdf } from './write-pdf.ts'

const BODY: TextStyle = { size: 11 }
const TITLE: TextStyle = { size: 22, weight: 'bold' }
const CODE: TextStyle = { size: 19, weight: 'bold' }
const LEFT = A4.marginXMm + 6
const WIDTH = A4.widthMm - 2 * LEFT
const LINE = 7
const CODE_LINE = 13

/** The page holds a secret: the title in the file's own data is neutral, and the code stands nowhere but on the page. */
export function renderRecoveryCode(
  document: RecoveryCodeDocument,
  options: { readonly fonts: PaperFonts; readonly labels: PaperLabels; readonly madeAt: Instant },
): Promise<Uint8Array> {
  const words = options.labels.recovery
  return writePdf(
    { fonts: options.fonts, title: words.title, author: document.projectName, madeAt: options.madeAt },
    (canvas) => {
      canvas.addPage(A4)
      canvas.text(words.title, { x: LEFT, y: 34, width: WIDTH, align: 'center' }, TITLE)
      let y = drawPairs(canvas, document, words)
      y = drawCode(canvas, document.code, y + 6)
      y += 10
      for (const text of [words.what, words.keep, words.never, words.lost, words.check])
        y = drawParagraph(canvas, text, y)
      drawSignature(canvas, words, y + 18)
    },
  )
}

function drawPairs(canvas: Canvas, document: RecoveryCodeDocument, words: RecoveryLabels): number {
  let y = 54
  const pairs = [
    [words.project, document.projectName],
    [words.device, document.deviceName],
    [words.issuedOn, document.issuedOn],
    [words.issuedBy, document.issuedByName],
  ] as const
  for (const [name, value] of pairs) {
    canvas.text(name, { x: LEFT, y }, { ...BODY, color: '#555' })
    canvas.text(value, { x: LEFT + 30, y, width: WIDTH - 30 }, BODY)
    y += LINE
  }
  return y
}

/** Four groups to a line, wide apart: it is typed back by hand. */
function drawCode(canvas: Canvas, code: string, top: number): number {
  const groups = code.split('-')
  const perLine = Math.min(4, groups.length)
  const lines = Math.ceil(groups.length / perLine)
  const height = lines * CODE_LINE + 6
  canvas.grid([LEFT, LEFT + WIDTH], { y: top, height })
  for (const [index, group] of groups.entries()) {
    const width = WIDTH / perLine
    const place = {
      x: LEFT + (index % perLine) * width,
      y: top + 3 + CODE_LINE * (Math.floor(index / perLine) + 0.5),
      width,
      align: 'center',
    } as const
    canvas.text(group, place, CODE)
  }
  return top + height
}

function drawParagraph(canvas: Canvas, text: string, top: number): number {
  let y = top
  for (const line of canvas.wrap(text, WIDTH - 6, BODY)) {
    if (y === top) canvas.text('•', { x: LEFT, y }, BODY)
    canvas.text(line, { x: LEFT + 6, y }, BODY)
    y += LINE
  }
  return y + 2
}

function drawSignature(canvas: Canvas, words: RecoveryLabels, y: number): void {
  for (const [index, word] of [words.keeper, words.place].entries()) {
    const x = LEFT + (index * WIDTH) / 2
    const end = canvas.text(word, { x, y }, BODY)
    canvas.line([end + 2, y + 2.5], [x + WIDTH / 2 - 4, y + 2.5])
  }
}
