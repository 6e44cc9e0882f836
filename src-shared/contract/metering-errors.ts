import { conflict, invalid, notFound, refused } from './request/define.ts'

/** What a meter may be, and where it may hang. */
export const meterErrors = {
  'meter.digits_out_of_range': invalid('limit'),
  'meter.multiplier_out_of_range': invalid('limit'),
  'meter.loss_out_of_range': invalid(),
  'meter.register_missing': invalid(),
  'meter.above_itself': invalid('meterCode'),
  'meter.above_other_medium': invalid('meterCode'),
  'metering.code_taken': conflict('code'),
  'metering.room_unknown': notFound('code'),
  'metering.parent_unknown': notFound('code'),
  'metering.ended': refused('endedOn'),
}

/** Why a reading is not taken. */
export const readingErrors = {
  'meter.reading_billed': refused('readOn'),
  'meter.reading_not_billed': refused(),
  'meter.reading_not_entered': refused(),
  'meter.anomaly_unconfirmed': refused('anomaly'),
  'meter.no_value': invalid('register'),
  'meter.out_of_range': invalid('limit'),
  'meter.not_a_reading': invalid(),
  'meter.did_not_roll_over': invalid(),
  'meter.before_previous': invalid('readOn'),
  'meter.same_day': invalid(),
  'meter.in_future': invalid(),
  'meter.first_missing': refused(),
  'meter.first_again': refused(),
  'meter.replacement_incomplete': refused(),
  'meter.other_device': refused(),
  'meter.correction_unknown': refused(),
  'metering.ended': refused('endedOn'),
  'metering.went_down': refused('register', 'answers'),
  'metering.not_newest': refused('readOn'),
  'metering.reading_corrected': refused('readOn'),
  'metering.reading_shared': refused('pool', 'fromOn', 'toOn'),
  'metering.other_month': invalid('month'),
  'metering.chain_stops': refused('readOn'),
}

export const runError = { 'billing.run_under_way': refused('month') }

export const sheetErrors = {
  'job.grant_unknown': notFound(),
  'import.file_refused': refused('code', 'params'),
  'import.workbook_too_slow': refused('seconds'),
  'import.workbook_too_heavy': refused(),
  'metering.no_header': refused(),
}
