export const holiday = {
  error: {
    twice: '{on} 写了两次。请去掉一个。',
    other_year: '{on} 不是 {year} 年的。请改。',
    year_twice: '{year} 年有两份。请去掉一份。',
    empty: '请至少写一天放假。',
  },
} as const
