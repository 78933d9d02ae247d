import type { TFunction } from 'i18next';
import { dayNumber } from '../../shared/geo.ts';
import { hazardCategories } from '../../shared/hazard.ts';
import type { Labels } from '../../shared/labelNames.ts';
import { rowById } from '../api/columnLookups.ts';
import type { Selection } from '../url/selection.ts';
import { type Register, stateAt } from './visible.ts';

type Words = { t: TFunction; labels: Labels };

/** One line on what the pointer is on; empty when nothing is known of it. Nothing personal is in it. */
export function describe(register: Register, target: Selection, { t, labels }: Words): string {
  switch (target.kind) {
    case 'household':
      return describeHousehold(register, target.id, t);
    case 'households':
      return t('map.tip.households', { count: target.ids?.length ?? 0 });
    case 'hazard':
      return describeHazard(register, target.id, labels);
    case 'zone': {
      const zone = register.zones.find((each) => each.id === target.id);
      if (!zone) return '';
      const lead = zone.leadName ?? t('map.tip.vacant');
      return t('map.tip.zone', { name: zone.name, lead, households: zone.households });
    }
    case 'place':
    case 'asset':
    case 'member':
      return '';
  }
}

function describeHousehold({ household, visit, today }: Register, id: number, t: TFunction): string {
  const row = rowById(household).get(id);
  if (row === undefined) return '';
  const last = visit.lastOn[rowById(visit).get(id) ?? -1];
  const age = last ? t('map.tip.visited', { days: dayNumber(today) - last }) : t('map.tip.neverVisited');
  return t('map.tip.household', { number: household.number[row] ?? '', persons: household.persons[row] ?? 0, age });
}

function describeHazard({ hazard }: Register, id: number, labels: Labels): string {
  const row = rowById(hazard).get(id);
  if (row === undefined) return '';
  const category = hazardCategories[hazard.category[row] ?? 0] ?? 'other';
  const severity = severityAt(hazard.severity[row] ?? 4);
  return [
    hazard.number[row],
    labels.hazardSeverity[severity],
    labels.hazardCategory[category],
    labels.hazardState[stateAt(hazard, row)],
  ].join(' · ');
}

function severityAt(value: number): 1 | 2 | 3 | 4 {
  return value === 1 || value === 2 || value === 3 ? value : 4;
}
