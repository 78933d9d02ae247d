import type { VisitOutcome } from '../../shared/visit.ts';
import type { Calendar } from './calendar.ts';
import { random as randomOf } from './random.ts';
import type { Dwelling } from './register.ts';
import type {
  HouseholdLinkRow,
  JournalEntryRow,
  KeyPersonRow,
  PersonRow,
  VisitRow,
  ZoneLeadRow,
  ZoneRow,
} from './rows.ts';

const met = [
  '一切平安',
  '血压偏高，已联系卫生室',
  '换灯泡，送米面',
  '宣传防溺水',
  '燃气软管到期，约好更换',
  '苹果套袋缺人手，联系帮工',
  '孩子放假回家，嘱咐用电安全',
  '核对医保缴费',
  '屋顶漏雨，已报村委',
  '登记外出务工去向',
  '收集对胡同排水的意见',
  '送节日慰问品',
  '讲解秸秆禁烧',
  '帮助下载社保认证',
  '院内杂物已劝清理',
  '渔船年检资料已收齐',
  '老人近来睡眠不好，陪聊半小时',
  '商量门前停车',
];
const missed = ['未遇，电话确认平安', '未遇，邻居说去赶海', '未遇，留了联系卡', '家中无人，去青岛看孩子'];
const followUp = [
  '反映下水道堵塞，待回访',
  '低保材料缺一份，下周再来',
  '取暖费补贴未到账，去问镇上',
  '电线老化，约电工上门',
];
const refused = ['不愿多谈，改日再来'];

/** Which share of households was last visited within how many days; the rest never was. */
const recency: [readonly [number, number] | null, number][] = [
  [[0, 30], 38],
  [[31, 60], 20],
  [[61, 90], 14],
  [[91, 180], 14],
  [[181, 364], 8],
  [null, 6],
];

/** Visits of the last year; households with key people are seen more often. */
export function visitHouseholds(
  village: string,
  dwellings: Dwelling[],
  links: HouseholdLinkRow[],
  keyPersons: KeyPersonRow[],
  persons: PersonRow[],
  dates: Calendar,
  nextId: () => number,
): VisitRow[] {
  const random = randomOf(`visits ${village}`);
  const visitors = [...new Set(links.map((link) => link.memberId))];
  const memberOf = new Map(links.filter((link) => link.toOn === null).map((link) => [link.householdId, link.memberId]));
  const householdOf = new Map(persons.map((person) => [person.id, person.householdId ?? 0]));
  const watched = new Set(
    keyPersons.filter((row) => row.toOn === null).map((row) => householdOf.get(row.personId) ?? 0),
  );
  return dwellings.flatMap(({ row }) => {
    const isWatched = watched.has(row.id);
    const last = isWatched && random.chance(0.86) ? ([0, 24] as const) : random.weighted(recency);
    if (!last) return [];
    const rows: VisitRow[] = [];
    let days = random.whole(last[0], last[1]);
    const limit = random.whole(1, isWatched ? 9 : 4);
    while (days < 365 && rows.length < limit) {
      const outcome = random.weighted<VisitOutcome>([
        ['met', 78],
        ['notAtHome', 12],
        ['needsFollowUp', 8],
        ['refused', 2],
      ]);
      const words = { met, notAtHome: missed, needsFollowUp: followUp, refused }[outcome];
      rows.push({
        countyCode: row.countyCode,
        id: nextId(),
        villageCode: row.villageCode,
        householdId: row.id,
        visitorId: memberOf.get(row.id) ?? random.pick(visitors),
        kind: random.weighted([
          ['door', 80],
          ['phone', 14],
          ['service', 6],
        ] as const),
        outcome,
        note: random.pick(words),
        visitedAt: dates.momentAgo(days, random.whole(8, 19), random.whole(0, 59)),
      });
      days += isWatched ? random.whole(5, 34) : random.whole(24, 130);
    }
    return rows;
  });
}

const entries = [
  '巷口路灯不亮，已报供电所',
  '雨后积水，疏通两处篦子',
  '组织清理门前三堆',
  '两户因排水口争执，调解已和好',
  '通知停水检修',
  '张贴森林防火通告',
  '统计冬季取暖方式',
  '与渔民座谈休渔期安排',
  '统一更换门牌三块',
  '雪天为独居老人扫门前路',
  '发现流动摊贩占道，劝离',
  '苹果收购价走低，联系合作社代销',
  '检查一氧化碳报警器，更换两只',
  '陪同消防检查老巷电线',
  '收集修建停车位意见，多数同意',
];

/** What the leads wrote down about their lanes. */
export function journal(
  village: string,
  zones: ZoneRow[],
  leads: ZoneLeadRow[],
  dates: Calendar,
  nextId: () => number,
): JournalEntryRow[] {
  const random = randomOf(`journal ${village}`);
  const leadOf = new Map(leads.filter((lead) => lead.toOn === null).map((lead) => [lead.zoneId, lead.personId]));
  return zones.flatMap((zone) =>
    Array.from({ length: leadOf.has(zone.id) ? random.whole(0, 4) : 0 }, () => ({
      countyCode: zone.countyCode,
      id: nextId(),
      villageCode: zone.villageCode,
      zoneId: zone.id,
      householdId: null,
      authorId: leadOf.get(zone.id) ?? null,
      text: random.pick(entries),
      writtenAt: dates.momentAgo(random.whole(1, 240), random.whole(8, 20), random.whole(0, 59)),
    })),
  );
}
