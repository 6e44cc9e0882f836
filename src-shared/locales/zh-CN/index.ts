import { composeMessages } from '../schema.ts'
import { access } from './access.ts'
import { app } from './app.ts'
import { kernelErrors } from './kernel-errors.ts'
import { ui } from './ui.ts'

export const zhCN = composeMessages({ access, app, ui }, kernelErrors)
