import { defaultVisitEveryDays, type RegisteredCategory } from '../../shared/keyPerson.ts';
import type { Calendar } from './calendar.ts';
import type { Resident } from './duties.ts';
import { random as randomOf } from './random.ts';
import type { KeyPersonRow } from './rows.ts';

const notes: Record<RegisteredCategory, string[]> = {
  livingAlone: ['子女在外，每天一次电话', '耳背，敲门要重', '冬季取暖用煤，注意通风', '有高血压，药由卫生室送'],
  disabled: ['肢体残疾，用轮椅', '视力残疾，出门需人陪', '听力残疾，联系用短信', '肢体残疾，能自理'],
  lowIncome: ['家庭主要劳动力患病', '两个孩子上学', '打零工，收入不稳'],
  destitute: ['无子女，村里代办供养手续', '分散供养，一日两餐由食堂送'],
  childInDifficulty: ['随祖父母生活，已落实助学', '单亲，课后到文化大院'],
  leftBehind: ['父母在外务工，由祖辈照看', '周末由联户党员辅导功课'],
  mentalIllness: ['按时服药，监护人为家属', '病情稳定，每两周随访'],
  seriousIllness: ['透析，每周三次去市里', '肿瘤术后恢复', '心脏支架术后，需复查'],
  elderly: ['与子女同住，行动缓慢', '雨天不便出门', '能自理，爱到文化大院'],
};

/** About six in a hundred, each for a reason that fits their age and family. */
export function keyPeople(village: string, people: Resident[], dates: Calendar, nextId: () => number): KeyPersonRow[] {
  const random = randomOf(`key people ${village}`);
  const sizes = new Map<number, number>();
  for (const { dwelling } of people) sizes.set(dwelling.row.id, (sizes.get(dwelling.row.id) ?? 0) + 1);
  const rows: KeyPersonRow[] = [];
  const note = (resident: Resident, category: RegisteredCategory, needsHelp: number) =>
    rows.push({
      countyCode: resident.person.countyCode,
      id: nextId(),
      villageCode: resident.person.villageCode,
      personId: resident.person.id,
      category,
      needsHelpToMove: random.chance(needsHelp),
      visitEveryDays: defaultVisitEveryDays[category],
      note: random.pick(notes[category]),
      fromOn: dates.daysAgo(random.whole(40, 1500)),
      toOn: random.chance(0.03) ? dates.daysAgo(random.whole(2, 30)) : null,
    });
  for (const resident of people) {
    const { age, person } = resident;
    const alone = sizes.get(resident.dwelling.row.id) === 1;
    if (person.awayAt) continue;
    if (alone && age >= 66 && random.chance(0.72)) note(resident, 'livingAlone', age > 82 ? 0.4 : 0.08);
    else if (alone && age >= 58 && random.chance(0.2)) note(resident, 'destitute', 0.2);
    else if (age >= 84 && random.chance(0.35)) note(resident, 'elderly', 0.4);
    if (age >= 8 && age < 80 && random.chance(0.0085)) note(resident, 'disabled', 0.55);
    if (age >= 18 && random.chance(0.0075)) note(resident, 'lowIncome', 0.05);
    if (age >= 30 && random.chance(0.005)) note(resident, 'seriousIllness', 0.35);
    if (age >= 20 && age < 75 && random.chance(0.0028)) note(resident, 'mentalIllness', 0.05);
    if (age >= 3 && age < 16 && random.chance(0.03)) note(resident, 'childInDifficulty', 0);
    else if (age >= 2 && age < 16 && random.chance(0.055)) note(resident, 'leftBehind', 0);
  }
  return rows;
}
