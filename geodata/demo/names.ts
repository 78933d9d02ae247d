import type { Sex } from '../../shared/person.ts';
import type { Random } from './random.ts';

/** Family names with their share in Shandong, roughly; every person here is invented. */
const familyNames: [string, number][] = [
  ['王', 94],
  ['张', 82],
  ['李', 78],
  ['刘', 74],
  ['孙', 42],
  ['于', 40],
  ['陈', 30],
  ['杨', 28],
  ['徐', 27],
  ['赵', 26],
  ['姜', 25],
  ['马', 20],
  ['宋', 20],
  ['高', 18],
  ['林', 17],
  ['曲', 16],
  ['毕', 15],
  ['丛', 14],
  ['邹', 14],
  ['周', 14],
  ['吕', 13],
  ['郭', 12],
  ['鞠', 11],
  ['隋', 10],
  ['董', 10],
  ['梁', 9],
  ['许', 9],
  ['萧', 5],
  ['车', 5],
  ['连', 4],
  ['苏', 6],
  ['邵', 5],
  ['滕', 4],
  ['慕', 2],
  ['欧阳', 2],
];

const early = {
  male: '德福 永贵 长顺 万春 玉堂 振声 世昌 明礼 树德 洪海 忠义 连成 学文 日升 传义 庆余 广田 成林 守信 殿臣 宝山 云亭 兆丰 仁和 吉祥 本立 维新 继先 克勤 永和'.split(
    ' ',
  ),
  female:
    '秀英 桂兰 玉珍 淑芳 秀兰 凤英 桂英 玉兰 淑英 翠花 月娥 秀珍 素云 玉芝 美荣 桂芝 爱莲 淑贞 兰香 金花 凤兰 玉梅 春英 喜莲 秋菊 书香 惠英 瑞芝'.split(
      ' ',
    ),
};
const middle = {
  male: '建国 建军 志强 海涛 国强 卫东 永强 文军 新华 海波 军 勇 建华 树林 立新 红军 学军 宝林 洪涛 爱民 国庆 振华 京海 传江 晓东 玉江 铁军 明海 松涛 继红'.split(
    ' ',
  ),
  female:
    '丽华 红梅 秀丽 爱华 海燕 春梅 晓红 玉华 丽娟 美玲 建英 桂香 淑梅 红霞 艳红 冬梅 丽 燕 翠玲 海霞 凤霞 秋红 永红 春花 雪梅 志红 爱玲 晓丽'.split(
      ' ',
    ),
};
const late = {
  male: '浩然 宇轩 子豪 俊杰 明轩 博文 鹏飞 嘉伟 天宇 一鸣 晨曦 家豪 智宇 泽宇 昊天 文博 海洋 志鹏 思远 俊宇 睿 磊 凯 超 鑫 旭东 铭泽 承志 奕辰 梓睿'.split(
    ' ',
  ),
  female:
    '欣怡 雨桐 梦琪 诗涵 佳怡 思雨 晓雯 婷婷 雅静 一诺 可欣 子涵 语嫣 静怡 悦 颖 萌 佳琪 雪 莹莹 文静 楠 晓彤 若曦 慧敏 心怡 梓萱 依诺'.split(
      ' ',
    ),
};

export function familyName(random: Random): string {
  return random.weighted(familyNames);
}

/** A given name of the fashion of the years a person of that age was born in. */
export function givenName(random: Random, sex: Sex, age: number): string {
  return random.pick((age >= 63 ? early : age >= 36 ? middle : late)[sex]);
}
