export const search = {
  error: {
    too_many_full_lookups:
      '一小时内按完整号码查人太多次，请 {minutes} 分钟后再试。按房号、姓名或电话尾号查找不受限制。',
  },
} as const
