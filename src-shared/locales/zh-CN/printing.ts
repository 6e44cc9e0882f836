/** 打印. */
export const printing = {
  nav: '打印设置',
  enum: {
    state: { queued: '排队', sent: '已送打印机', confirmed: '已打印', failed: '未打印' },
    format: { continuous_241_third: '241 连续纸三等分', thermal_80: '80 mm 热敏纸', a5: 'A5' },
    printer: { none: '不打印', system: '系统打印机', folder: '存成 PDF' },
  },
  error: {
    no_printer: '这台电脑还没有选打印机。请到“打印设置”选一台。',
    job_not_found: '找不到这个打印任务。请刷新队列。',
    not_failed: '这个打印任务没有失败，不用重试。请刷新队列。',
    receipt_voided: '这张收据已作废，不再打印。需要作废联请到收据里补打。',
  },
  testPage: {
    title: '打印测试页',
    size: '纸张',
    offset: '偏移',
    hint: '看标尺：左上角应从 0 开始。差多少就在打印设置里改多少偏移，再打一张。',
  },
} as const
