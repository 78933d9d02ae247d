import type { Evacuation } from '../../../shared/evacuation.ts';

/** Which households of the call-down list are looked at. */
export const callFilters = ['waiting', 'needHelp', 'safe', 'all'] as const;
export type CallFilter = (typeof callFilters)[number];

/** How far a household has come; a later tick counts without the earlier ones. */
export type Progress = 'untold' | 'acknowledged' | 'onTheWay' | 'safe';

export function progressOf({ acknowledged, onTheWay, safe }: Evacuation): Progress {
  if (safe) return 'safe';
  if (onTheWay) return 'onTheWay';
  return acknowledged ? 'acknowledged' : 'untold';
}

const passes: Record<CallFilter, (row: Evacuation) => boolean> = {
  waiting: ({ safe }) => safe === null,
  needHelp: ({ needHelp, safe }) => needHelp > 0 && safe === null,
  safe: ({ safe }) => safe !== null,
  all: () => true,
};

/** The households of a filter and of somebody who answers for them (a person's id), in the order they came. */
export function callsOf(rows: readonly Evacuation[], filter: CallFilter, caller: number | null): Evacuation[] {
  const isTheirs = ({ laneLead, member, fetchedBy }: Evacuation) =>
    caller === null || [laneLead, member, fetchedBy].some((each) => each?.id === caller);
  return rows.filter((row) => isTheirs(row) && passes[filter](row));
}

/** Everybody who has households to call, with how many of theirs are not safe yet, those with most to do first. */
export function callersOf(rows: readonly Evacuation[]): { id: number; name: string; waiting: number; all: number }[] {
  const callers = new Map<number, { id: number; name: string; waiting: number; all: number }>();
  for (const { laneLead, member, fetchedBy, safe } of rows) {
    const duties = new Map([laneLead, member, fetchedBy].flatMap((each) => (each ? [[each.id, each.name]] : [])));
    for (const [id, name] of duties) {
      const known = callers.get(id) ?? { id, name, waiting: 0, all: 0 };
      callers.set(id, { ...known, all: known.all + 1, waiting: known.waiting + (safe ? 0 : 1) });
    }
  }
  return [...callers.values()].sort((a, b) => b.waiting - a.waiting || b.all - a.all || a.id - b.id);
}

/** The list as it is handed out: a part for each lane lead, those without one last; who needs help comes first in each. */
export function partsOf(rows: readonly Evacuation[]): { lead: Evacuation['laneLead']; rows: Evacuation[] }[] {
  const parts = new Map<number | null, { lead: Evacuation['laneLead']; rows: Evacuation[] }>();
  for (const row of rows) {
    const id = row.laneLead?.id ?? null;
    const part = parts.get(id) ?? { lead: row.laneLead, rows: [] };
    part.rows.push(row);
    parts.set(id, part);
  }
  for (const part of parts.values()) part.rows.sort((a, b) => Number(b.needHelp > 0) - Number(a.needHelp > 0));
  return [...parts.values()].sort((a, b) => Number(a.lead === null) - Number(b.lead === null));
}

/** The rows held with those that changed put in their places; new ones come at the end. */
export function mergedRows(held: readonly Evacuation[], changed: readonly Evacuation[]): Evacuation[] {
  const byId = new Map(changed.map((row) => [row.id, row]));
  const kept = held.map((row) => byId.get(row.id) ?? row);
  const known = new Set(held.map(({ id }) => id));
  return [...kept, ...changed.filter(({ id }) => !known.has(id))];
}
