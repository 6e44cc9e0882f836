export { decideSwitch } from './feature-needs.ts'
export type { SwitchRequest } from './feature-needs.ts'
export { decideGoLive } from './go-live.ts'
