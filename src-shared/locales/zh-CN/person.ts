export const person = {
  error: {
    phone_invalid: '电话号码不对（{digits} 位数字）。手机 11 位，座机请带区号。',
    id_no_length: '身份证号应为 18 位，现在是 {length} 位。请核对。',
    id_no_birth: '身份证号里的出生日期不存在。请对照证件核对。',
    id_no_checksum: '身份证号的最后一位校验不对，可能有一位输错。请对照证件核对。',
    id_no_invalid: '身份证号不对。请对照证件核对。',
    reveal_limit: '查看完整信息太频繁，请 {minutes} 分钟后再试。查看记录会提醒经理。',
    not_in_room: '这个人不在这户名下。请刷新后再看。',
  },
} as const
