import { counterFeature } from '../features/counter/index.ts'
import { printingFeature } from '../features/printing/index.ts'
import { receiptFeature } from '../features/receipt/index.ts'
import type { FeatureModule } from '../platform/feature-module.ts'

/** The features in this product, one line each. */
export const FEATURES: readonly FeatureModule[] = [counterFeature, receiptFeature, printingFeature]
