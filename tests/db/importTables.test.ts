import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFile } from '../../geodata/import/run.ts';
import { idNumberCheckDigit } from '../../shared/person.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { fingerprintOf, outcome, rowsOf, scratch } from '../support/importing.ts';

const village = '990101001001';
const files = scratch();
let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(async () => {
  files.remove();
  await test?.close();
});

/** An identity number of a region that does not exist. */
function idNumber(birth: string, order: string): string {
  const first = `990101${birth}${order}`;
  return first + idNumberCheckDigit(first);
}

const zones = {
  type: 'FeatureCollection',
  features: [
    zone('幸福一巷', { 层级: '街巷', 编号: 1, 所属网格: '第一网格' }, 0),
    zone('第一网格', { 层级: '网格', 编号: 1 }, 0),
    zone('和谐巷', { 编号: 2, 层级: 'lane' }, 0.002),
    zone('第九区', { 层级: '片区', 编号: 9 }, 0),
  ],
};

function zone(name: string, properties: Record<string, unknown>, east: number) {
  const west = 122.4 + east;
  const size = name === '第一网格' ? 0.01 : 0.001;
  const ring = [
    [west, 37.1],
    [west + size, 37.1],
    [west + size, 37.1 + size],
    [west, 37.1 + size],
  ];
  return {
    type: 'Feature',
    properties: { 名称: name, ...properties },
    geometry: { type: 'Polygon', coordinates: [ring] },
  };
}

describe('zones from GeoJSON', () => {
  it('nest by the name of the grid or by its border, whatever their order; open rings are closed', async () => {
    const path = files.file('zones.geojson', JSON.stringify(zones));
    const report = await importFile(test.database, { path, kind: 'zone', village });
    expect(outcome(report, 'zone')).toEqual({
      read: 4,
      new: 3,
      repaired: { ringClosed: 4 },
      rejected: { unknownLevel: 1 },
    });
    expect(
      await rowsOf(
        test.database,
        `select zone.name, zone.level, parent.name as parent from zone left join zone parent on parent.id = zone.parent_id order by zone.level, zone.number`,
      ),
    ).toEqual([
      { name: '第一网格', level: 'grid', parent: null },
      { name: '幸福一巷', level: 'lane', parent: '第一网格' },
      { name: '和谐巷', level: 'lane', parent: '第一网格' },
    ]);
    const before = await fingerprintOf(test.database);
    expect(outcome(await importFile(test.database, { path, kind: 'zone', village }), 'zone')).toMatchObject({
      unchanged: 3,
    });
    expect(await fingerprintOf(test.database)).toEqual(before);
  });
});

const householdRows = [
  '户编号,门牌,街巷,村民小组,经度,纬度,建筑面积(㎡),备注',
  'H-001,幸福街1号,幸福一巷,第3组,122.4001,37.1001,120.5,甲',
  'H-002,幸福街2号,2,3,0,0,很大,乙',
  'H-003,幸福街3号,无名巷,,37.1002,122.4002,,',
  'H-001,幸福街9号,,,122.4001,37.1001,,',
  ',幸福街4号,,,122.4001,37.1001,,',
  'H-005,幸福街5号,,,122.4001',
  'H-006,"幸福街6号, 后院",,,,,,',
];

describe('households from tables', () => {
  it('come from a CSV in GB18030 with Chinese headings, each odd row told by its number', async () => {
    const path = files.file('户.csv', gb18030(householdRows.join('\r\n')));
    const report = await importFile(test.database, { path, kind: 'household', village });
    expect(report.detected).toEqual({ encoding: 'gb18030', delimiter: ',' });
    expect(report.columns?.ignored).toEqual(['备注']);
    expect(outcome(report, 'household')).toEqual({
      read: 7,
      new: 3,
      repaired: { zeroCoordinates: 1, 'badValue:floorArea': 1 },
      rejected: { swappedCoordinates: 1, sameNumber: 1, 'missingValue:number': 1, cellCount: 1 },
    });
    expect(report.tables.household?.rejected.sameNumber?.examples).toEqual(['5 = 2']);
    expect(
      await rowsOf(
        test.database,
        `select household.number, address, zone.name as lane, villager_group, floor_area, st_x(household.geometry) as x, household.pinyin
        from household left join zone on zone.id = lane_id order by number`,
      ),
    ).toEqual([
      {
        number: 'H-001',
        address: '幸福街1号',
        lane: '幸福一巷',
        villager_group: 3,
        floor_area: 120.5,
        x: 122.4001,
        pinyin: 'xingfujie1hao',
      },
      {
        number: 'H-002',
        address: '幸福街2号',
        lane: '和谐巷',
        villager_group: 3,
        floor_area: null,
        x: null,
        pinyin: 'xingfujie2hao',
      },
      {
        number: 'H-006',
        address: '幸福街6号, 后院',
        lane: null,
        villager_group: null,
        floor_area: null,
        x: null,
        pinyin: 'xingfujie6hao,houyuan',
      },
    ]);
  });

  it('an empty cell erases nothing, a new value is logged with what was there before', async () => {
    const path = files.file('more.csv', '户编号;门牌;街巷\nH-001;;和谐巷\nH-002;幸福街2号;\nH-007;新街1号;不知道\n');
    const report = await importFile(test.database, { path, kind: 'household', village });
    expect(report.detected).toEqual({ encoding: 'utf-8', delimiter: ';' });
    expect(outcome(report, 'household')).toEqual({
      read: 3,
      new: 1,
      updated: 1,
      unchanged: 1,
      repaired: { unknownLane: 1 },
    });
    const changes = await rowsOf(
      test.database,
      `select before->>'address' as address, before->>'laneId' <> after->>'laneId' as moved, actor, action, after->>'lane' as lane
      from change where subject = 'household' and before is not null order by id`,
    );
    expect(changes).toEqual([
      { address: '幸福街1号', moved: true, actor: 'import', action: 'import', lane: null },
      { address: null, moved: true, actor: 'import', action: 'assign', lane: '和谐巷' },
    ]);
  });

  it('without a village to put them in are refused with the remedy', async () => {
    await importFile(test.database, {
      path: files.file('other.csv', '户编号\nA-1\n'),
      kind: 'household',
      village: '990101001002',
    });
    const path = files.file('lost.csv', '户编号,门牌\nH-9,某街1号\n');
    await expect(importFile(test.database, { path, kind: 'household' })).rejects.toMatchObject({
      code: 'villageNeeded',
      english: expect.stringContaining('--village'),
    });
    const named = files.file('named.csv', `户编号,村代码\nH-9,${village}\nH-10,某某村\n`);
    const report = await importFile(test.database, { path: named, kind: 'household' });
    expect(outcome(report, 'household')).toEqual({ read: 2, new: 1, rejected: { unknownVillage: 1 } });
  });
});

describe('persons from a workbook', () => {
  const head = idNumber('19600101', '001');
  const wife = idNumber('19610202', '002');

  it('join their households by number; spoiled identity numbers are rejected by row and reason', async () => {
    const path = files.path('人.xlsx');
    await workbook(path, [
      ['姓名', '身份证号', '户编号', '与户主关系', '电话', '出生日期'],
      ['张甲', head, 'H-001', '户主', '13800000001', null],
      ['李乙', wife, 'H-001', '户主', null, null],
      ['王丙', 990101196001010000, 'H-001', '子', null, null],
      ['赵丁', '9.90101E+17', 'H-001', '子', null, null],
      ['钱戊', `${head.slice(0, 17)}${head.endsWith('1') ? '2' : '1'}`, 'H-001', '子', null, null],
      ['孙己', null, 'H-404', '户主', null, null],
      ['周庚', null, 'H-002', '户主', null, 29_221],
      ['吴辛', head, 'H-002', '子', null, null],
    ]);
    const report = await importFile(test.database, { path, kind: 'person', village });
    expect(outcome(report, 'person')).toEqual({
      read: 8,
      new: 3,
      repaired: { secondHead: 1 },
      rejected: {
        idNumberPrecision: 1,
        idNumberScientific: 1,
        idNumberCheckDigit: 1,
        unknownHousehold: 1,
        sameIdNumber: 1,
      },
    });
    expect(report.tables.person?.rejected.idNumberPrecision?.examples).toEqual(['4']);
    expect(JSON.stringify(report)).not.toContain('1960');
    expect(
      await rowsOf(
        test.database,
        `select person.name, number, sex, birth_date::text as born, is_head, person.initials from person join household on household.id = household_id order by person.id`,
      ),
    ).toEqual([
      { name: '张甲', number: 'H-001', sex: 'male', born: '1960-01-01', is_head: true, initials: 'zj' },
      { name: '李乙', number: 'H-001', sex: 'female', born: '1961-02-02', is_head: false, initials: 'ly' },
      { name: '周庚', number: 'H-002', sex: null, born: '1980-01-01', is_head: true, initials: 'zg' },
    ]);
    const before = await fingerprintOf(test.database);
    expect(outcome(await importFile(test.database, { path, kind: 'person', village }), 'person')).toMatchObject({
      unchanged: 3,
    });
    expect(await fingerprintOf(test.database)).toEqual(before);
  });

  it('a household gets a new head in one go; the log holds no name and no number of a person', async () => {
    const rows = ['姓名,身份证号,户编号,与户主关系', `张甲,${head},H-001,配偶`, `李乙,${wife},H-001,户主`];
    const report = await importFile(test.database, {
      path: files.file('swap.csv', rows.join('\n')),
      kind: 'person',
      village,
    });
    expect(outcome(report, 'person')).toEqual({ read: 2, updated: 2 });
    expect(await rowsOf(test.database, `select name from person where is_head order by name collate "C"`)).toEqual([
      { name: '周庚' },
      { name: '李乙' },
    ]);
    const [log] = await rowsOf(test.database, `select string_agg(change::text, '') as text from change`);
    expect(String(log?.text)).not.toMatch(/张甲|李乙|19600101/);
  });
});

describe('hazards', () => {
  it('take severity, state and dates from words, and keep what the file leaves out', async () => {
    const rows = [
      '隐患编号,标题,类别,风险等级,状态,上报时间,经度,纬度',
      'F-1,西坡滑坡,滑坡,重大,已销号,2024/5/6,122.41,37.11',
      'F-2,老屋,危房,红,整改中,2024-05-06 08:30,122.42,37.12',
      'F-3,无处,,一般,,,0,0',
    ];
    const path = files.file('hazards.csv', `\ufeff${rows.join('\n')}\n`);
    const report = await importFile(test.database, { path, kind: 'hazard', village });
    expect(outcome(report, 'hazard')).toEqual({ read: 3, new: 2, rejected: { noCoordinates: 1 } });
    expect(
      await rowsOf(
        test.database,
        `select number, category, severity, state, closed_at is not null as closed, to_char(reported_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as reported
        from hazard order by number`,
      ),
    ).toEqual([
      { number: 'F-1', category: 'geology', severity: 1, state: 'closed', closed: true, reported: '2024-05-06 00:00' },
      {
        number: 'F-2',
        category: 'building',
        severity: 1,
        state: 'rectifying',
        closed: false,
        reported: '2024-05-06 08:30',
      },
    ]);
    const next = files.file('hazards2.csv', '隐患编号,状态,经度,纬度\nF-1,核实,122.41,37.11\n');
    expect(outcome(await importFile(test.database, { path: next, kind: 'hazard', village }), 'hazard')).toMatchObject({
      updated: 1,
    });
    expect(await rowsOf(test.database, `select title, state, closed_at from hazard where number = 'F-1'`)).toEqual([
      { title: '西坡滑坡', state: 'verified', closed_at: null },
    ]);
  });
});

function gb18030(text: string): Uint8Array {
  const table = new Map<string, number[]>();
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) table.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
    }
  }
  return Uint8Array.from(Array.from(text).flatMap((character) => table.get(character) ?? [character.charCodeAt(0)]));
}

async function workbook(path: string, rows: (string | number | null)[][]): Promise<void> {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('人员');
  for (const row of rows) sheet.addRow(row);
  await book.xlsx.writeFile(path);
}
