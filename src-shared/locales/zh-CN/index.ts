import { composeMessages } from '../schema.ts'
import { access } from './access.ts'
import { app } from './app.ts'
import { counter } from './counter.ts'
import { paper } from './paper.ts'
import { printing } from './printing.ts'
import { receipt } from './receipt.ts'
import { kernelErrors } from './kernel-errors.ts'
import { ui } from './ui.ts'

export const zhCN = composeMessages({ access, app, ui, counter, paper, printing, receipt }, kernelErrors)
