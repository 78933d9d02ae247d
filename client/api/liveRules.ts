import { type ColumnSet, columnSets, columnTables } from '../../shared/columns.ts';
import type { Nudge } from '../../shared/live.ts';
import { tileSets } from '../../shared/tiles.ts';

/** What is drawn as tiles, whose addresses `map.describe` tells. */
const tileTables: ReadonlySet<string> = new Set([...Object.values(tileSets).flat(), 'relief']);

/** What is shown of a table besides by the router that has its name: whole routers, or what of them begins so. */
const alsoShownBy: Record<string, readonly string[]> = {
  household: ['zone', 'summary', 'member', 'reassign.plan.get'],
  person: ['zone', 'summary', 'member'],
  household_link: ['zone', 'summary', 'member', 'reassign.plan.get'],
  party_member: ['summary', 'member'],
  zone: ['summary', 'reassign.zone', 'reassign.asOf', 'reassign.plan.get'],
  zone_lead: ['zone', 'reassign.zone.vacancies'],
  zone_level: ['zone', 'summary'],
  key_person: ['summary'],
  hazard: ['summary', 'triage'],
  hazard_event: ['hazard'],
  hazard_photo: ['hazard'],
  evacuation: ['emergency'],
  inspection_plan: ['inspection'],
  visit: ['summary'],
  journal_entry: ['zone'],
  plan: ['reassign.plan.get', 'reassign.plan.list', 'reassign.plan.beat'],
  zone_lock: ['reassign.lock'],
};

/** Whether one area lies in the other; everything lies in the empty code. */
export function overlap(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

/** Column sets that nudges may have changed, with the nudges of each. */
export function setsToRefresh(nudges: readonly Nudge[]): [set: ColumnSet, nudges: Nudge[]][] {
  const sets = Object.keys(columnSets) as ColumnSet[];
  return sets
    .map((set): [ColumnSet, Nudge[]] => [set, nudges.filter((nudge) => isOf(columnTables[set], nudge))])
    .filter(([, own]) => own.length > 0);
}

function isOf(tables: readonly string[], { topic }: Nudge): boolean {
  return topic === 'everything' || tables.includes(topic);
}

/** Whether what is held of an area, as of a sequence number, is older than any of the nudges says. */
export function isBehind(nudges: readonly Nudge[], areaCode: string, seq: number): boolean {
  return nudges.some((nudge) => overlap(nudge.area, areaCode) && (nudge.seq === 0 || nudge.seq > seq));
}

/**
 * Whether the answer of a procedure may be another after the nudges. `household.get` is not judged here: every answer of it
 * is on record, so that it is asked for again only when the rows that came name its household.
 */
export function isOutdated(nudges: readonly Nudge[], path: readonly string[], input: unknown): boolean {
  const [router = '', procedure = ''] = path;
  if (router === 'household' && procedure === 'get') return nudges.some(({ topic }) => topic === 'everything');
  return nudges.some((nudge) => {
    if (!concerns(nudge, input)) return false;
    if (nudge.topic === 'everything') return true;
    if (router === 'map') return tileTables.has(nudge.topic) || nudge.topic === 'zone_level';
    const shown = [routerOf(nudge.topic), ...(alsoShownBy[nudge.topic] ?? [])];
    return shown.some((prefix) => `${path.join('.')}.`.startsWith(`${prefix}.`));
  });
}

/** Tables are named in snake_case, routers in camelCase. */
function routerOf(table: string): string {
  return table.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Most questions name an area, or the county and an id. */
function concerns(nudge: Nudge, input: unknown): boolean {
  if (typeof input !== 'object' || input === null) return true;
  const area = 'areaCode' in input ? input.areaCode : 'countyCode' in input ? input.countyCode : '';
  return typeof area !== 'string' || overlap(nudge.area, area);
}

/** Households that rows of a set are about: its own rows are, or each names one. */
export function householdsIn(set: ColumnSet, columns: { id: Int32Array; household?: Int32Array }): Int32Array {
  return set === 'household' || set === 'visit' ? columns.id : (columns.household ?? new Int32Array(0));
}
