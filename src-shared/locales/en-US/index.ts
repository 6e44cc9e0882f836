import type { zhCN } from '../zh-CN/index.ts'
import { composeMessages } from '../schema.ts'
import type { Translated } from '../schema.ts'
import { access } from './access.ts'
import { app } from './app.ts'
import { kernelErrors } from './kernel-errors.ts'
import { ui } from './ui.ts'

export const enUS: Translated<typeof zhCN> = composeMessages({ access, app, ui }, kernelErrors)
