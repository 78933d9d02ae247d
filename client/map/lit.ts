import type { Position } from '../../shared/geo.ts';
import { rowById, rowsByValue } from '../api/columnLookups.ts';
import type { Selection } from '../url/selection.ts';
import type { Lit } from './deck/highlight.ts';
import type { ShownLinks } from './deck/links.ts';
import type { Hover } from './mapStore.ts';
import { type Register, zoneWithInner } from './visible.ts';

type Target = Hover | Selection;

/** Zoom from which the links of all households in view are drawn. */
const allLinksFrom = 17;

function positionsOf({ household }: Register, rows: Iterable<number>): Position[] {
  const positions: Position[] = [];
  for (const row of rows) {
    const lng = household.lng[row] ?? Number.NaN;
    const lat = household.lat[row] ?? Number.NaN;
    if (!Number.isNaN(lng)) positions.push([lng, lat]);
  }
  return positions;
}

/** Rows of the households that belong with a target: a zone's, a member's, or the households themselves. */
export function householdsOf(register: Register, target: Target): number[] {
  const { household, link, zones } = register;
  const rowOf = rowById(household);
  const rows = (ids: Iterable<number>) => [...ids].flatMap((id) => rowOf.get(id) ?? []);
  switch (target.kind) {
    case 'household':
      return rows([target.id]);
    case 'households':
      return rows('ids' in target && target.ids ? target.ids : [target.id]);
    case 'zone': {
      const byLane = rowsByValue(household.lane);
      return [...zoneWithInner(target.id, zones)].flatMap((id) => byLane.get(id) ?? []);
    }
    case 'member':
      return rows((rowsByValue(link.member).get(target.id) ?? []).map((row) => link.household[row] ?? 0));
    case 'building':
      return [...(rowsByValue(household.building).get(target.id) ?? [])];
    case 'hazard':
    case 'place':
    case 'asset':
      return [];
  }
}

/** What is lit for the selection and for what the pointer is on. */
export function litOf(register: Register, selection: Selection | null, hover: Hover | null): Lit {
  const lit: { focus: Position[]; related: Position[] } = { focus: [], related: [] };
  for (const target of [selection, hover]) {
    if (!target) continue;
    const isGroup = target.kind === 'zone' || target.kind === 'member';
    const at = target.kind === 'hazard' ? hazardPosition(register, target.id) : null;
    if (at) lit.focus.push(at);
    (isGroup ? lit.related : lit.focus).push(...positionsOf(register, householdsOf(register, target)));
  }
  // Households at one point would lay their rings over each other until they are opaque.
  return { focus: distinct(lit.focus), related: distinct(lit.related) };
}

function distinct(positions: readonly Position[]): Position[] {
  return [...new Map(positions.map((position) => [position.join(), position])).values()];
}

function hazardPosition({ hazard }: Register, id: number): Position | null {
  const row = rowById(hazard).get(id);
  return row === undefined ? null : [hazard.lng[row] ?? 0, hazard.lat[row] ?? 0];
}

/** The links to draw: those of what is pointed at or selected, else close by those of all households in view. */
export function linksToShow(
  register: Register,
  selection: Selection | null,
  hover: Hover | null,
  zoom: number,
  visibleHouseholds: Int32Array,
): ShownLinks {
  const { link, household } = register;
  for (const target of [hover, selection]) {
    if (target?.kind === 'member') return { rows: rowsByValue(link.member).get(target.id) ?? [], strength: 'strong' };
  }
  const byHousehold = rowsByValue(link.household);
  for (const target of [selection, hover]) {
    if (target?.kind !== 'zone' && target?.kind !== 'household') continue;
    const rows = householdsOf(register, target).flatMap((row) => byHousehold.get(household.id[row] ?? 0) ?? []);
    return { rows, strength: target.kind === 'household' ? 'strong' : 'normal' };
  }
  if (zoom < allLinksFrom) return { rows: [], strength: 'faint' };
  const rows = Array.from(visibleHouseholds).flatMap((row) => byHousehold.get(household.id[row] ?? 0) ?? []);
  return { rows, strength: 'faint' };
}
