import { reading } from '../../server/db/pinyin.ts';
import { idNumberCheckDigit, type Sex } from '../../shared/person.ts';
import type { Calendar } from './calendar.ts';
import { familyName, givenName } from './names.ts';
import type { Random } from './random.ts';
import type { PersonRow } from './rows.ts';

/** One person before they get a row: their part in the family and their age. */
type Member = { relation: string; sex: Sex; age: number; family: string };

/**
 * People are invented: names are drawn from lists, ID numbers carry a region code that was never given out,
 * phone numbers a prefix that no operator has.
 */
const regionCode = '990000';
const phonePrefix = '100';

const workPlaces: [string, number][] = [
  ['青岛', 26],
  ['威海', 24],
  ['烟台', 16],
  ['济南', 8],
  ['北京', 7],
  ['大连', 7],
  ['上海', 4],
  ['韩国', 4],
  ['远洋渔船', 4],
];

export type HouseholdSize = 'home' | 'shop' | 'flat';

/** The people of one household, the head first. */
export function family(
  random: Random,
  dates: Calendar,
  taken: Set<string>,
  place: { countyCode: string; villageCode: string; householdId: number; nextId: () => number; kind: HouseholdSize },
): PersonRow[] {
  return members(random, place.kind).map((member, index) => {
    const name = member.family + givenName(random, member.sex, member.age);
    const birthDate = dates.daysAgo(Math.round(member.age * 365.2425) + random.whole(1, 360));
    const isAway = member.age >= 18 && member.age < 58 && member.relation !== '户主' && random.chance(0.24);
    return {
      countyCode: place.countyCode,
      id: place.nextId(),
      villageCode: place.villageCode,
      householdId: place.householdId,
      name,
      ...reading(name, true),
      sex: member.sex,
      birthDate,
      idNumber: idNumber(random, birthDate, member.sex, taken),
      phone: member.age >= 16 && random.chance(member.age > 75 ? 0.6 : 0.93) ? phone(random) : null,
      relation: member.relation,
      isHead: index === 0,
      awayAt: isAway ? random.weighted(workPlaces) : null,
      endedAt: null,
    };
  });
}

function idNumber(random: Random, birthDate: string, sex: Sex, taken: Set<string>): string {
  for (;;) {
    const order = random.whole(0, 499) * 2 + (sex === 'male' ? 1 : 0);
    const first17 = `${regionCode}${birthDate.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
    if (taken.has(first17)) continue;
    taken.add(first17);
    return first17 + idNumberCheckDigit(first17);
  }
}

function phone(random: Random): string {
  return `${phonePrefix}${String(random.whole(0, 99_999_999)).padStart(8, '0')}`;
}

function members(random: Random, kind: HouseholdSize): Member[] {
  const form = random.weighted(
    kind === 'flat'
      ? ([
          ['young', 50],
          ['couple', 26],
          ['three', 10],
          ['alone', 8],
          ['single', 6],
        ] as const)
      : kind === 'shop'
        ? ([
            ['couple', 45],
            ['young', 40],
            ['single', 15],
          ] as const)
        : ([
            ['elders', 23],
            ['alone', 8],
            ['young', 25],
            ['grown', 18],
            ['three', 20],
            ['single', 4],
            ['couple', 2],
          ] as const),
  );
  const family = familyName(random);
  const wifeFamily = familyName(random);
  const couple = (age: number): Member[] => [
    { relation: '户主', sex: 'male', age, family },
    { relation: '妻', sex: 'female', age: age - random.whole(-1, 4), family: wifeFamily },
  ];
  const child = (age: number, isSon = random.chance(0.52)): Member => ({
    relation: isSon ? '子' : '女',
    sex: isSon ? 'male' : 'female',
    age,
    family,
  });
  switch (form) {
    case 'alone': {
      const sex: Sex = random.chance(0.64) ? 'female' : 'male';
      return [{ relation: '户主', sex, age: random.whole(66, 92), family }];
    }
    case 'single':
      return [{ relation: '户主', sex: random.chance(0.72) ? 'male' : 'female', age: random.whole(30, 62), family }];
    case 'elders':
      return couple(random.whole(61, 86));
    case 'couple':
      return couple(random.whole(34, 60));
    case 'young': {
      const age = random.whole(29, 47);
      const first = random.whole(1, Math.min(19, age - 24));
      const second = random.chance(0.42) && first > 3 ? [child(random.whole(0, first - 2))] : [];
      return [...couple(age), child(first), ...second];
    }
    case 'grown': {
      const age = random.whole(48, 62);
      const childAge = age - random.whole(23, 28);
      return [...couple(age), child(childAge), ...(random.chance(0.35) ? [child(childAge - random.whole(2, 6))] : [])];
    }
    case 'three': {
      const age = random.whole(34, 50);
      const first = random.whole(3, Math.min(19, age - 24));
      const parentAge = age + random.whole(23, 29);
      const mother: Member = { relation: '母', sex: 'female', age: parentAge, family: familyName(random) };
      const father: Member[] = random.chance(0.55)
        ? [{ relation: '父', sex: 'male', age: parentAge + random.whole(0, 4), family }]
        : [];
      const second = random.chance(0.4) ? [child(random.whole(0, first - 2))] : [];
      return [...couple(age), child(first), ...second, ...father, mother];
    }
  }
}
