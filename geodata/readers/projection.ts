import { InputError } from './refusal.ts';

/** Degrees to be taken as they are, or the text by which they are worked out from metres. */
export type Projection = { kind: 'degrees' } | { kind: 'projected'; text: string; name: string };

/** Within a metre or so of CGCS2000, so that nothing on a village map moves. */
const sameEarth =
  /China_?(Geodetic_Coordinate_System_)?2000|CGCS_?2000|WGS[_ ]?(19)?84|ITRF|ETRS|TWD_?(19)?97|GRS_?(19)?80/i;
/** Known to lie some hundred metres off. */
const otherEarth = /Beijing|Xian|西安|北京|Krassovsky|Krasovsky|IAG|TWD_?(19)?67|Pulkovo/i;

/**
 * What a `.prj` (WKT as ESRI writes it) means. Null, where there is none, is taken for degrees when the bounds (west,
 * south, east, north) can be that. Throws InputError for coordinates that cannot be brought to CGCS2000 by this program.
 */
export function projectionOf(name: string, prj: string | null, bounds: readonly number[]): Projection {
  const [west = 0, south = 0, east = 0, north = 0] = bounds;
  const inDegrees = west >= -180 && east <= 180 && south >= -90 && north <= 90;
  const text = prj?.trim() ?? '';
  if (text === '') {
    if (inDegrees) return { kind: 'degrees' };
    throw new InputError(
      'wrongCoordinates',
      `文件 ${name} 没有 .prj，坐标又不是经纬度，无法知道是哪个坐标系；请把 .prj 放在一起，或导出为 CGCS2000（EPSG:4490）经纬度。`,
      `${name} has no .prj and its coordinates are no degrees, so that their system is unknown: put the .prj beside it, or export it in degrees of CGCS2000 (EPSG:4490).`,
    );
  }
  const system = /^\s*\w+\s*\[\s*"([^"]*)"/.exec(text)?.[1] ?? text.slice(0, 40);
  if (otherEarth.test(text) || !sameEarth.test(text)) throw unknownSystem(name, system);
  if (/^(PROJCS|PROJCRS)/i.test(text)) return { kind: 'projected', text, name: system };
  if (!/^(GEOGCS|GEOGCRS|GEODCRS)/i.test(text)) throw unknownSystem(name, system);
  if (inDegrees) return { kind: 'degrees' };
  throw new InputError(
    'wrongCoordinates',
    `文件 ${name} 的 .prj 说是经纬度（${system}），坐标却超出经纬度范围；.prj 不是这个文件的，请换成正确的。`,
    `The .prj of ${name} says degrees (${system}), but its coordinates are none: it is not the .prj of this file, put the right one there.`,
  );
}

function unknownSystem(name: string, system: string): InputError {
  return new InputError(
    'wrongCoordinates',
    `文件 ${name} 的坐标系是 ${system}，与 CGCS2000 相差上百米或不认识；请在 GIS 软件里转换为 CGCS2000（EPSG:4490）后再导入。`,
    `${name} has coordinates of ${system}, which lie some hundred metres off CGCS2000 or are not known: convert it to CGCS2000 (EPSG:4490) first.`,
  );
}
