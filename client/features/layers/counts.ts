import type { Summary } from '../../../shared/summary.ts';
import type { LayerId } from '../../map/layerIds.ts';
import type { Register, Visible } from '../../map/visible.ts';

/** How many of a layer pass the filters, and how many there are; null where nothing can be counted. */
export type LayerCount = { shown: number; total: number } | null;

function whole(total: number | undefined): LayerCount {
  return total === undefined ? null : { shown: total, total };
}

/** Counts what the legend tells of each layer in the current area. */
export function layerCount(
  layer: LayerId,
  register: Register | null,
  visible: Visible | null,
  summary: Summary | null,
): LayerCount {
  const registered = (name: string) => whole(summary?.layers.find((each) => each.layer === name)?.count);
  if (layer === 'building' || layer === 'street') return registered(layer);
  if (layer === 'place') return whole(summary?.places);
  if (layer === 'asset') return whole(summary?.assets);
  if (!register || !visible) return null;
  switch (layer) {
    case 'terrain':
    case 'landuse':
    case 'border':
      return null;
    case 'grid':
    case 'lane':
      return zoneCount(register, visible, layer === 'grid');
    case 'household':
      return { shown: visible.households.length, total: register.household.id.length };
    case 'visit':
      return {
        shown: register.visit.thisQuarter.filter((visits) => visits > 0).length,
        total: register.household.id.length,
      };
    case 'keyPerson':
      return {
        shown: peopleIn(register, visible.keyPersons),
        total: peopleIn(register, register.keyPerson.id.keys()),
      };
    case 'link':
      return { shown: new Set(register.link.household).size, total: register.household.id.length };
    case 'hazard':
      return { shown: visible.hazards.length, total: register.hazard.id.length };
  }
}

function zoneCount({ zones, levels }: Register, { zoneIds }: Visible, outermost: boolean): LayerCount {
  const names = new Set(levels.filter((level) => (level.ordinal === 1) === outermost).map((level) => level.level));
  const ofLevel = zones.filter((zone) => names.has(zone.level));
  const wanted = zoneIds && new Set(zoneIds);
  return {
    shown: wanted ? ofLevel.filter((zone) => wanted.has(zone.id)).length : ofLevel.length,
    total: ofLevel.length,
  };
}

/** One person may be in several categories and is counted once; those who are not told apart are counted by row. */
function peopleIn({ keyPerson }: Register, rows: Iterable<number>): number {
  const people = new Set<number>();
  for (const row of rows) people.add(keyPerson.person[row] || -1 - row);
  return people.size;
}

/** How many of the given rows are in each class. */
export function classCounts(classes: ArrayLike<number>, rows: Iterable<number>, length: number): number[] {
  const counts = new Array<number>(length).fill(0);
  for (const row of rows) {
    const place = classes[row] ?? -1;
    if (place >= 0 && place < length) counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}
