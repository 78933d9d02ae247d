import { type AreaSummary, areaLevels, levelOfCode } from '../../../shared/area.ts';

const codeLengths = { county: 6, town: 9, village: 12 } as const;

/** The known areas a code lies in, county first and itself last; a code's prefix is its parent. */
export function areaPath(areas: readonly AreaSummary[], code: string): AreaSummary[] {
  return areaLevels.flatMap((level) => {
    const length = codeLengths[level];
    if (length > code.length) return [];
    return areas.find((area) => area.code === code.slice(0, length)) ?? [];
  });
}

/** The areas one may step to at the level of `code`: those with the same parent, by code. */
export function siblingAreas(areas: readonly AreaSummary[], code: string): AreaSummary[] {
  const level = levelOfCode(code);
  const siblings = areas.filter((area) => area.level === level && parentCode(area.code) === parentCode(code));
  return siblings.toSorted(byCode);
}

/** The areas directly inside `code`, by code: the next step down, when there is one. */
export function childAreas(areas: readonly AreaSummary[], code: string): AreaSummary[] {
  return areas.filter((area) => area.code !== code && parentCode(area.code) === code).toSorted(byCode);
}

function parentCode(code: string): string {
  return code.length === codeLengths.county ? '' : code.slice(0, code.length - 3);
}

function byCode(one: AreaSummary, other: AreaSummary): number {
  return one.code < other.code ? -1 : 1;
}
