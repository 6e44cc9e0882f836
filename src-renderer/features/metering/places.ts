export const ENTRY = '/metering'
export const REGISTRY = '/metering/meters'
export const SHEET = '/metering/sheet'
export const LOSSES = '/metering/losses'
