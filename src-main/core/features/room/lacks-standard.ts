const OPEN = '(x.to_on IS NULL OR x.to_on >= ?)'

/** Homes, shops and offices are expected to pay what every room pays; a storage room or a space only what somebody bound. */
export const IS_EXPECTED_TO_PAY = "room.usage IN ('residence','shop','office')"

/**
 * Whether a room has no standard of a fee item that every room pays, or none at all. Its two parameters are the day, twice.
 * A parking fee alone does not make a home one that is billed, and a home without parking lacks nothing.
 */
export const LACKS_STANDARD = `(${IS_EXPECTED_TO_PAY} AND EXISTS(SELECT 1 FROM fee_item item WHERE item.project_id = room.project_id
    AND item.expects = 'every_room' AND item.ended_on IS NULL
    AND NOT EXISTS(SELECT 1 FROM fee_binding x JOIN fee_standard s ON s.id = x.fee_standard_id
      WHERE x.room_id = room.id AND s.fee_item_id = item.id AND ${OPEN}))
  OR NOT EXISTS(SELECT 1 FROM fee_binding x WHERE x.room_id = room.id AND ${OPEN}))`
