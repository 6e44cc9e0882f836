export const PANEL_TABS = ['file', 'people', 'fees'] as const
export type PanelTab = (typeof PANEL_TABS)[number]
