import { type BuildingKind, buildingKinds, type StreetKind, streetKinds } from '../../shared/base.ts';
import {
  type HazardCategory,
  type HazardSeverity,
  type HazardState,
  hazardCategories,
  hazardSeverities,
  hazardStates,
} from '../../shared/hazard.ts';
import { labels, languages } from '../../shared/labels.ts';
import { type LandformKind, landformKinds } from '../../shared/landform.ts';
import { type PlaceCategory, placeCategories } from '../../shared/place.ts';
import {
  buildingKind,
  groundKind,
  groundLineKind,
  groundPointKind,
  placeCategory,
  streetKind,
} from '../readers/osmTags.ts';

// What people write in tables, as the words the map knows. A word is looked for whole first, then as a part of the text.

const streetWords: [RegExp, StreetKind][] = [
  [/高速|国道|省道|县道|公路/, 'highway'],
  [/主干|干道|主路/, 'main'],
  [/巷|胡同|弄/, 'lane'],
  [/机耕|田间|土路/, 'track'],
  [/小路|步道|人行/, 'path'],
  [/铁路/, 'rail'],
  [/街|路/, 'street'],
];

const buildingWords: [RegExp, BuildingKind][] = [
  [/厢房|附房|偏房|车库/, 'wing'],
  [/单元楼|公寓|楼房|宿舍/, 'flats'],
  [/住宅|民房|住房|农房|正房/, 'home'],
  [/商铺|商业|店/, 'shop'],
  [/公共|学校|医院|办公|村委|卫生/, 'public'],
  [/养殖|农用|大棚|畜/, 'farm'],
  [/工业|厂房|仓库|厂/, 'industry'],
  [/废弃|危房|倒塌/, 'ruin'],
];

const groundWords: [RegExp, LandformKind][] = [
  [/等高线/, 'contour'],
  [/果园|茶园|园地/, 'orchard'],
  [/大棚|设施农/, 'polytunnel'],
  [/耕地|旱地|水田|水浇地|农田/, 'field'],
  [/林地|林/, 'wood'],
  [/草/, 'grass'],
  [/墓/, 'cemetery'],
  [/海/, 'sea'],
  [/河流|河/, 'river'],
  [/溪/, 'stream'],
  [/沟|渠/, 'ditch'],
  [/湖|水库|坑塘|池|水/, 'lake'],
  [/湿地|沼泽|滩涂/, 'wetland'],
  [/沙/, 'sand'],
  [/岩|石/, 'rock'],
  [/广场/, 'square'],
  [/工业|工矿|采矿/, 'industrial'],
  [/住宅|宅基地|居住|村庄/, 'residential'],
];

const placeWords: [RegExp, PlaceCategory][] = [
  [/村委|居委|党群/, 'committee'],
  [/议事|礼堂/, 'hall'],
  [/食堂/, 'canteen'],
  [/卫生|医院|诊所|药/, 'clinic'],
  [/幼儿/, 'kindergarten'],
  [/学校|小学|中学|國中|國小|學校/, 'school'],
  [/避难|避難|安置|收容/, 'shelter'],
  [/养老|敬老|幸福院/, 'elderlyCare'],
  [/派出所|警/, 'police'],
  [/消防/, 'fireStation'],
  [/市场|集市/, 'market'],
  [/超市|商店|小卖/, 'shop'],
  [/饭店|餐/, 'restaurant'],
  [/文化|书屋|图书|戏台/, 'culture'],
  [/庙|寺|教堂|宗祠/, 'worship'],
  [/港|码头/, 'harbour'],
  [/厂|企业/, 'factory'],
  [/加油|充电/, 'fuel'],
  [/停车/, 'parking'],
  [/公交|站牌/, 'busStop'],
  [/厕/, 'toilet'],
  [/水塔|水站|泵/, 'water'],
  [/配电|变电|电/, 'power'],
];

const hazardWords: [RegExp, HazardCategory][] = [
  [/火|消防|\bfire/i, 'fire'],
  [
    /滑坡|泥石流|崩塌|塌方|地质|土石流|landslide|mudslide|debris|rock_?fall|topple|creep|lahar|riverbank_collapse|complex/i,
    'geology',
  ],
  [/洪|涝|汛|水库|淹|flood|snow_avalanche/i, 'flood'],
  [/危房|房屋|建筑|building/i, 'building'],
  [/道路|交通|路|road/i, 'road'],
  [/用电|电|electric/i, 'electricity'],
  [/燃气|煤气|\bgas\b/i, 'gas'],
  [/溺|水塘|用水|water/i, 'water'],
  [/渔船|船|vessel/i, 'vessel'],
  [/生产|企业|production/i, 'production'],
  [/食品|food/i, 'food'],
  [/治安|纠纷|order/i, 'publicOrder'],
  [/设施|设备|facility/i, 'facility'],
  [/环境|污染|垃圾|environment/i, 'environment'],
];

const severityWords: [RegExp, HazardSeverity][] = [
  [/^(1|i|一级|1级|重大|特大|红|红色|高|red|critical|catastrophic|very_?large)$/i, 1],
  [/^(2|ii|二级|2级|较大|橙|橙色|中高|orange|high|large)$/i, 2],
  [/^(3|iii|三级|3级|一般|黄|黄色|中|yellow|medium|moderate)$/i, 3],
  [/^(4|iv|四级|4级|低|较小|轻微|蓝|蓝色|blue|low|small)$/i, 4],
];

const stateWords: [RegExp, HazardState][] = [
  [/已销号|已整改|已完成|已关闭|销号|closed|done|resolved/i, 'closed'],
  [/驳回|不属实|rejected/i, 'rejected'],
  [/复查|复核|rechecked/i, 'rechecked'],
  [/整改|处理中|rectifying/i, 'rectifying'],
  [/派单|交办|指派|assigned/i, 'assigned'],
  [/核实|属实|verified/i, 'verified'],
  [/上报|待|新增|reported|open/i, 'reported'],
];

export function streetWord(text: string): StreetKind | null {
  return (
    known(streetKinds, text) ??
    streetKind({ highway: text }) ??
    streetKind({ railway: text }) ??
    within(streetWords, text)
  );
}

export function buildingWord(text: string): BuildingKind | null {
  const word = known(buildingKinds, text) ?? within(buildingWords, text);
  if (word) return word;
  const kind = buildingKind({ building: text });
  return kind === 'other' ? null : kind;
}

export function groundWord(text: string): LandformKind | null {
  const tags = { landuse: text, natural: text, waterway: text, leisure: text };
  const own = known(landformKinds, text);
  return own ?? groundKind(tags) ?? groundLineKind(tags) ?? groundPointKind(tags) ?? within(groundWords, text);
}

export function placeWord(text: string): PlaceCategory | null {
  return known(placeCategories, text) ?? placeCategory({ amenity: text, place: text }) ?? within(placeWords, text);
}

export function hazardWord(text: string): HazardCategory | null {
  return (
    known(hazardCategories, text) ?? labelled('hazardCategory', hazardCategories, text) ?? within(hazardWords, text)
  );
}

export function severityWord(text: string): HazardSeverity | null {
  return labelled('hazardSeverity', hazardSeverities, text) ?? within(severityWords, text.trim());
}

export function stateWord(text: string): HazardState | null {
  return known(hazardStates, text) ?? labelled('hazardState', hazardStates, text) ?? within(stateWords, text);
}

/** What the screens and the exports call it, in any language. */
function labelled<Word extends string | number>(
  group: 'hazardCategory' | 'hazardState' | 'hazardSeverity',
  words: readonly Word[],
  text: string,
): Word | null {
  const called = languages.map((language): Record<string, string> => labels[language][group]);
  return words.find((word) => called.some((names) => names[String(word)] === text.trim())) ?? null;
}

function known<Word extends string>(words: readonly Word[], text: string): Word | null {
  return words.find((word) => word.toLowerCase() === text.toLowerCase()) ?? null;
}

function within<Word>(words: [RegExp, Word][], text: string): Word | null {
  return words.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
