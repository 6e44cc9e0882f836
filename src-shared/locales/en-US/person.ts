import type { Translated } from '../schema.ts'
import type { person as zh } from '../zh-CN/person.ts'

export const person = {
  error: {
    phone_invalid: 'This is no phone number ({digits} digits). A mobile has 11; a landline needs its area code.',
    id_no_length: 'An ID number has 18 signs; this has {length}. Check it.',
    id_no_birth: 'The date of birth in the ID number does not exist. Check it against the card.',
    id_no_checksum: 'The last sign of the ID number does not fit; one sign may be wrong. Check it against the card.',
    id_no_invalid: 'The ID number is not right. Check it against the card.',
    reveal_limit: 'Too many full views. Try again in {minutes} minutes; the manager is told of the views.',
    not_in_room: 'This person does not belong to this room. Refresh and look again.',
  },
} as const satisfies Translated<typeof zh>
