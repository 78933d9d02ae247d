import type { Summary, SummaryInput } from '../../../shared/summary.ts';
import { today } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { layerNumbers } from './layers.ts';
import { householdNumbers, keyPersonNumbers, personNumbers } from './people.ts';
import { within } from './scope.ts';
import { groundNumbers, hazardNumbers } from './things.ts';
import { zoneNumbers } from './zones.ts';

/**
 * 村情: an area, a zone or a rectangle in numbers, one statement per subject. Completeness and age of the layers are
 * always of the whole area, which is what a register is kept for.
 */
export async function summarize(tx: Tx, input: SummaryInput): Promise<Summary> {
  const scope = within(input);
  const day = today();
  const households = await householdNumbers(tx, scope, day);
  const layers = await layerNumbers(tx, scope);
  return {
    ...households,
    ...(await personNumbers(tx, scope, day)),
    ...(await keyPersonNumbers(tx, scope, day)),
    ...(await zoneNumbers(tx, scope)),
    ...(await hazardNumbers(tx, scope, day)),
    ...(await groundNumbers(tx, scope, day)),
    layers: layers.map((layer) => ({ ...layer, complete: coverage(layer, households) ?? layer.complete })),
  };
}

/** Links and visits are complete when every household has one. */
function coverage(layer: Summary['layers'][number], counted: Pick<Summary, CoverageField>): number | null {
  if (counted.households === 0) return null;
  if (layer.layer === 'householdLink') return counted.householdsLinked / counted.households;
  if (layer.layer === 'visit') return counted.householdsVisitedThisQuarter / counted.households;
  return null;
}

type CoverageField = 'households' | 'householdsLinked' | 'householdsVisitedThisQuarter';
