import { building, type Facility, type Spot } from './facilities.ts';
import { bay, edgeVillage, inlandVillage } from './plan.ts';
import { type Line, offset, type Point, rectangle } from './plane.ts';
import { roads } from './roads.ts';

const highway = roads.find(({ kind }) => kind === 'highway')?.line ?? [];

/** A spot beside the county road near an easting: `aside` metres to its north. */
function beside(x: number, aside: number): { point: Point; angle: number } {
  const row: Line = offset(highway, aside);
  const index = row.reduce(
    (best, point, at) => (Math.abs(point[0] - x) < Math.abs((row[best]?.[0] ?? 0) - x) ? at : best),
    0,
  );
  const [before, point, after] = [row[index - 1], row[index], row[index + 1]];
  const angle = before && after ? Math.atan2(after[1] - before[1], after[0] - before[0]) : 0;
  return { point: point ?? [x, 0], angle };
}

/** What serves the whole town and stands in no block of a village: stops, stations, the temple by the sea. */
export function services(): Facility {
  const fuel = beside(-480, 30);
  const post = beside(640, 32);
  const temple = bay.bend(-196, -27);
  const sea = bay.bend(-196, 0);
  const facing = Math.atan2(sea[1] - temple[1], sea[0] - temple[0]) - Math.PI / 2;
  const substation = beside(-950, -36);
  // On high ground, out of reach of the stream.
  const refuge = beside(-166, -38);
  const stop = (name: string, x: number, aside: number): Spot => ({
    category: 'busStop',
    name,
    point: beside(x, aside).point,
  });
  return {
    buildings: [
      building('public', rectangle(fuel.point, 22, 11, fuel.angle), '荣港加油站', 1, '荣港公路 18 号'),
      building('public', rectangle(post.point, 30, 12, post.angle), '示范镇消防救援站', 2, '荣港公路 36 号'),
      building('other', rectangle(temple, 12, 8, facing), '龙王庙', 1, '滨海路 1 号'),
      building('industry', rectangle(substation.point, 16, 12, substation.angle), '东岭变电所', 1),
    ],
    ground: [
      { kind: 'yard', rings: [rectangle(fuel.point, 40, 24, fuel.angle)] },
      { kind: 'yard', rings: [rectangle(post.point, 46, 26, post.angle)] },
      { kind: 'square', rings: [rectangle(temple, 22, 18, facing)] },
      { kind: 'square', name: '村北晒场', rings: [rectangle(refuge.point, 62, 40, refuge.angle)] },
      { kind: 'industrial', rings: [rectangle(substation.point, 34, 28, substation.angle)] },
    ],
    spots: [
      { category: 'fuel', name: '荣港加油站', point: fuel.point, address: '荣港公路 18 号' },
      {
        category: 'fireStation',
        name: '示范镇消防救援站',
        point: post.point,
        address: '荣港公路 36 号',
        phone: '06310000119',
      },
      { category: 'shelter', name: '海湾村村北高地安置点', point: refuge.point, capacity: 1200 },
      { category: 'worship', name: '龙王庙', point: temple, address: '滨海路 1 号' },
      { category: 'power', name: '东岭变电所', point: substation.point },
      stop('东岭路口站', -775, 9),
      stop('海湾村口站', -98, -9),
      stop('新港西站', 934, -9),
      stop('新港东站', 1250, 9),
      { category: 'busStop', name: '渔港站', point: bay.bend(240, 5) },
      { category: 'toilet', name: '沙滩公厕', point: bay.bend(-262, -16) },
      { category: 'parking', name: '沙滩停车场', point: bay.bend(-290, -18) },
      { category: 'water', name: '东岭村供水站', point: inlandVillage.bend(-12, 196) },
      { category: 'toilet', name: '集市公厕', point: edgeVillage.bend(-126, 66) },
    ],
    units: [],
    lanes: [],
  };
}
