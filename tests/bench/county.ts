import type { Sql } from 'postgres';
import { sealedPhone } from '../../server/seal/person.ts';

/**
 * Fills an empty, migrated database, whose keys are open, with one county of `villages` villages on a grid of 3 km, each of 1,500
 * households (75 lanes in 25 grids), 4,500 people, 2,000 buildings, 150 streets, 60 hazards and 170 party members.
 * Everything is computed from row numbers, so every run holds the same rows; 379999 is no real county's code.
 */
export async function loadCounty(client: Sql, villages: number): Promise<void> {
  const run = (statement: string) => client.unsafe(statement.replaceAll(':villages', String(villages)));
  for (const statement of beforePeople) await run(statement);
  for (let v = 0; v < villages; v += 1) await client.unsafe(people, [v, JSON.stringify(phonesOf(v))]);
  for (const statement of afterPeople) await run(statement);
  await client.unsafe('analyze');
}

/** The telephone numbers of a village's people, sealed: no statement could. */
function phonesOf(v: number) {
  return Array.from({ length: 4500 }, (_, p) => {
    const phone = `199${String(((v * 4500 + p) * 7) % 100_000_000).padStart(8, '0')}`;
    const { phoneSealed, phoneHash, phoneLast4Hash } = sealedPhone('379999', phone);
    const [sealed, hash, last4] = [phoneSealed, phoneHash, phoneLast4Hash].map((bytes) => bytes?.toString('hex'));
    return { p, sealed, hash, last4 };
  });
}

const village = `'379999' || lpad((1 + v / 10)::text, 3, '0') || lpad((v % 10)::text, 3, '0')`;
const west = `(121.0 + (v % 12) * 0.034)`;
const south = `(36.5 + (v / 12) * 0.027)`;
/** A household's plot, 20 m by 25 m apart, 50 to a row. */
const lng = `(${west} + (h % 50) * 0.00022)`;
const lat = `(${south} + (h / 50) * 0.00022)`;
const categories = `(array['livingAlone', 'disabled', 'lowIncome', 'destitute', 'leftBehind', 'elderly'])`;
const hazardCategories = `(array['fire', 'flood', 'electricity', 'road', 'geology'])`;
const hazardStates = `(array['reported', 'verified', 'assigned', 'rectifying', 'closed'])`;

const people = `insert into person (county_code, id, village_code, household_id, name, pinyin, initials, sex, birth_date, phone_sealed, phone_hash, phone_last4_hash,
     relation, is_head)
   select '379999', 1 + v * 4500 + p, ${village}, 1 + v * 1500 + p / 3,
     (array['王', '李', '张', '刘', '陈', '杨', '于', '姜'])[1 + p % 8] || (array['建国', '秀英', '明', '海燕', '志强', '丽'])[1 + (p / 8) % 6],
     (array['wang', 'li', 'zhang', 'liu', 'chen', 'yang', 'yu', 'jiang'])[1 + p % 8]
       || (array['jianguo', 'xiuying', 'ming', 'haiyan', 'zhiqiang', 'li'])[1 + (p / 8) % 6],
     (array['w', 'l', 'z', 'l', 'c', 'y', 'y', 'j'])[1 + p % 8] || (array['jg', 'xy', 'm', 'hy', 'zq', 'l'])[1 + (p / 8) % 6],
     case when p % 2 = 0 then 'male' else 'female' end, date '1935-01-01' + (p * 37 + v * 11) % 32000,
     decode(sealed, 'hex'), decode(hash, 'hex'), decode(last4, 'hex'), case when p % 3 = 0 then '户主' else '家人' end, p % 3 = 0
   from (select $1::integer as v) village, json_to_recordset($2::text::json) as phone (p integer, sealed text, hash text, last4 text)`;

const beforePeople = [
  `insert into area (county_code, code, level, parent_code, name, geometry)
   values ('379999', '379999', 'county', null, '试验县', st_multi(st_makeenvelope(121.0, 36.5, 121.5, 36.9, 4490)))`,
  `insert into area (county_code, code, level, parent_code, name)
   select '379999', '379999' || lpad(t::text, 3, '0'), 'town', '379999', '试验镇' || t
   from generate_series(1, 1 + (:villages - 1) / 10) t`,
  `insert into area (county_code, code, level, parent_code, name, pinyin, initials, geometry)
   select '379999', ${village}, 'village', left(${village}, 9), '试验村' || v, 'shiyancun', 'syc',
     st_multi(st_makeenvelope(${west}, ${south}, ${west} + 0.033, ${south} + 0.026, 4490))
   from generate_series(0, :villages - 1) v`,
  `insert into zone_level values
     ('379999', 'grid', 1, '网格', 'Grid', '网格长', 'Grid lead', 30, 60),
     ('379999', 'lane', 2, '街巷', 'Lane', '街巷长', 'Lane lead', 10, 20)`,
  `insert into zone (county_code, id, village_code, level, number, name, geometry)
   select '379999', 1 + v * 100 + g, ${village}, 'grid', g + 1, '第' || (g + 1) || '网格',
     st_multi(st_makeenvelope(${west}, ${south} + g * 0.000264, ${west} + 0.011, ${south} + (g + 1) * 0.000264, 4490))
   from generate_series(0, :villages - 1) v, generate_series(0, 24) g`,
  `insert into zone (county_code, id, village_code, level, parent_id, number, name)
   select '379999', 1 + v * 100 + 25 + l, ${village}, 'lane', 1 + v * 100 + l / 3, l + 1, '幸福巷' || (l + 1)
   from generate_series(0, :villages - 1) v, generate_series(0, 74) l`,
  `insert into building (county_code, id, village_code, kind, address, geometry)
   select '379999', 1 + v * 2000 + h, ${village}, case when h % 4 = 3 then 'wing' else 'home' end, '幸福街 ' || h || ' 号',
     st_multi(st_makeenvelope(${lng}, ${lat}, ${lng} + 0.00013, ${lat} + 0.0001, 4490))
   from generate_series(0, :villages - 1) v, generate_series(0, 1999) h`,
  `insert into street (county_code, village_code, kind, name, geometry)
   select '379999', ${village}, (array['main', 'street', 'lane', 'track', 'path'])[1 + s % 5],
     case when s % 3 = 0 then '幸福街' || s else '' end,
     st_multi(st_setsrid(st_makeline(array(
       select st_makepoint(${west} + k * 0.0004, ${south} + s * 0.00015 + sin(k) * 0.00003)
       from generate_series(0, 30) k
     )), 4490))
   from generate_series(0, :villages - 1) v, generate_series(0, 149) s`,
  `insert into landform (county_code, village_code, kind, elevation, geometry)
   select '379999', ${village}, case when f % 3 = 0 then 'contour' when f % 3 = 1 then 'field' else 'orchard' end,
     case when f % 3 = 0 then (f / 3) * 10 end,
     case when f % 3 = 0
       then st_setsrid(st_makeline(array(
         select st_makepoint(${west} + k * 0.0003, ${south} + 0.014 + f * 0.00005 + sin(k / 5.0) * 0.0005)
         from generate_series(0, 100) k
       )), 4490)
       else st_setsrid(st_buffer(st_makepoint(${west} + 0.012 + (f % 20) * 0.001, ${south} + (f / 20) * 0.001), 0.0005, 6), 4490)
     end
   from generate_series(0, :villages - 1) v, generate_series(0, 239) f`,
  `insert into household (county_code, id, village_code, kind, number, lane_id, building_id, address, geometry)
   select '379999', 1 + v * 1500 + h, ${village}, case when h % 40 = 0 then 'shop' else 'home' end,
     'H-' || lpad((h + 1)::text, 4, '0'), 1 + v * 100 + 25 + h / 20, 1 + v * 2000 + h, '幸福街 ' || h || ' 号',
     case when h % 125 <> 7 then st_setsrid(st_makepoint(${lng}, ${lat}), 4490) end
   from generate_series(0, :villages - 1) v, generate_series(0, 1499) h`,
];

const afterPeople = [
  `insert into party_member (county_code, person_id, village_code)
   select '379999', 1 + v * 4500 + m * 20, ${village} from generate_series(0, :villages - 1) v, generate_series(0, 169) m`,
  `insert into household_link (county_code, village_code, household_id, member_id, from_on)
   select '379999', ${village}, 1 + v * 1500 + h, 1 + v * 4500 + (h % 170) * 20, date '2026-01-01'
   from generate_series(0, :villages - 1) v, generate_series(0, 1399) h`,
  `insert into key_person (county_code, village_code, person_id, category, visit_every_days, from_on)
   select '379999', ${village}, 1 + v * 4500 + k * 16, ${categories}[1 + k % 6], 30, date '2026-01-01'
   from generate_series(0, :villages - 1) v, generate_series(0, 269) k`,
  `insert into hazard (county_code, village_code, number, category, severity, state, title, reported_at, due_on, closed_at, geometry)
   select '379999', ${village}, 'F-' || lpad((v * 60 + z)::text, 5, '0'), ${hazardCategories}[1 + z % 5], 1 + z % 4,
     ${hazardStates}[1 + z % 5], '隐患' || z, now() - z * interval '1 day', current_date + z - 30,
     case when z % 5 = 4 then now() end,
     case when z % 3 = 0 then st_setsrid(st_makepoint(${west} + z * 0.0002, ${south} + z * 0.0001), 4490)
       else st_makeenvelope(${west} + z * 0.0002, ${south}, ${west} + z * 0.0002 + 0.0001, ${south} + 0.0002, 4490) end
   from generate_series(0, :villages - 1) v, generate_series(0, 59) z`,
  `insert into zone_lead (county_code, village_code, zone_id, person_id, from_on)
   select '379999', ${village}, 1 + v * 100 + z, 1 + v * 4500 + z * 7, date '2026-01-01'
   from generate_series(0, :villages - 1) v, generate_series(0, 99) z where z % 33 <> 5`,
  `insert into visit (county_code, village_code, household_id, kind, outcome, visited_at)
   select '379999', ${village}, 1 + v * 1500 + h, 'door', 'met', now() - (h % 200 + n * 90) * interval '1 day'
   from generate_series(0, :villages - 1) v, generate_series(0, 1499) h, generate_series(0, h % 3) n where h % 10 <> 0`,
  `insert into place (county_code, village_code, category, name, pinyin, initials, geometry)
   select '379999', ${village}, (array['clinic', 'school', 'hall', 'shelter', 'shop'])[1 + c % 5], '场所' || c, 'changsuo', 'cs',
     st_setsrid(st_makepoint(${west} + c * 0.0005, ${south} + 0.008), 4490)
   from generate_series(0, :villages - 1) v, generate_series(0, 19) c`,
  `insert into asset (county_code, village_code, kind, name, contract_from, contract_to, geometry)
   select '379999', ${village}, 'land', '地块' || c, date '2024-01-01', current_date + c * 20 - 100,
     st_makeenvelope(${west} + 0.012 + c * 0.0005, ${south}, ${west} + 0.0123 + c * 0.0005, ${south} + 0.0004, 4490)
   from generate_series(0, :villages - 1) v, generate_series(0, 19) c`,
];
