import { elementAt } from './lists.ts'
import { pickFrom, type Random } from './random.ts'

/** The most frequent surnames first; a surname is drawn from the front more often than from the back. */
const SURNAMES = Array.from(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金' +
    '韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤单查仇解',
)
const DOUBLE_SURNAMES = ['欧阳', '司马', '上官', '诸葛', '皇甫', '东方', '令狐', '尉迟'] as const
const GIVEN = Array.from(
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文斌辉鹏飞宇浩然子轩雨涵欣怡梓晨思远嘉佳琪雪婷倩颖慧玲燕春' +
    '海波峰林松柏青云龙虎成功立新民安康宁福禄寿喜德仁义礼智信诚俊凯博雅诗琳晓东西南北天地光亮星月阳晴露霜竹菊莲荷蓉萍苗',
)
/** Characters that old fonts and old imports lose; 䶮 is of extension A. */
const RARE = Array.from('璟喆堃䶮燚昶翀珺')
const FOREIGN = [
  'John Smith',
  "Emily O'Brien",
  'Jürgen Müller',
  'José García',
  'Nguyễn Văn An',
  'Sofia Rossi',
  'Иван Петров',
  '田中太郎',
  '김민준',
  'Anne-Marie Dubois',
] as const
const TRADES = [
  '商贸',
  '餐饮管理',
  '信息科技',
  '房地产经纪',
  '教育咨询',
  '医药连锁',
  '装饰工程',
  '物流',
  '文化传播',
  '便民超市',
] as const
const COMPANY_WORDS = Array.from('鑫源盛泰恒信宏达嘉和瑞祥隆昌益民众安华美康悦')

export type NameKind = 'ordinary' | 'rare' | 'double_surname' | 'foreign' | 'couple' | 'company'

/** A made-up name (姓名) of its kind. */
export function makeName(kind: NameKind, random: Random): string {
  if (kind === 'rare')
    return `${surname(random)}${random.int(2) === 0 ? '' : pickFrom(random, GIVEN)}${pickFrom(random, RARE)}`
  if (kind === 'double_surname') return `${pickFrom(random, DOUBLE_SURNAMES)}${givenName(random)}`
  if (kind === 'foreign') return pickFrom(random, FOREIGN)
  if (kind === 'couple') return `${ordinaryName(random)}/${ordinaryName(random)}`
  if (kind === 'company') return companyName(random)
  return ordinaryName(random)
}

export function developerName(projectName: string): string {
  return `${projectName}置业有限公司`
}

function ordinaryName(random: Random): string {
  return `${surname(random)}${givenName(random)}`
}

function givenName(random: Random): string {
  const last = pickFrom(random, GIVEN)
  return random.int(100) < 14 ? last : `${pickFrom(random, GIVEN)}${last}`
}

function surname(random: Random): string {
  return elementAt(SURNAMES, Math.min(random.int(SURNAMES.length), random.int(SURNAMES.length)))
}

function companyName(random: Random): string {
  return `${pickFrom(random, COMPANY_WORDS)}${pickFrom(random, COMPANY_WORDS)}${pickFrom(random, COMPANY_WORDS)}${pickFrom(random, TRADES)}有限公司`
}
