import { z } from 'zod';
import { fetchPlan, shelterPlan } from '../../shared/evacuation.ts';
import { footwayGraph, linesOf } from '../../shared/footway.ts';
import type { Position } from '../../shared/geo.ts';
import { metresApart, metricAt } from '../../shared/metric.ts';
import { metresTo, type Snap, snapper, walkFrom } from '../../shared/onFoot.ts';

export type EvacuationTask = {
  /** Of those who must leave: where they stand in degrees, how many they are, and how many of them need help. */
  households: { id: Float64Array; lng: Float64Array; lat: Float64Array; persons: Int32Array; needHelp: Int32Array };
  shelters: { position: Position; room: number }[];
  /** Streets people walk along, each as the text of a GeoJSON multi-line. */
  streets: string[];
  /** Who can fetch whom: where they live, the households they answer for, and how many they can fetch. */
  helpers: { id: number; position: Position; households: number[]; atMost: number }[];
};

export const evacuationResultSchema = z.object({
  /** By household: the row of its shelter, -1 for none, and the metres there, NaN without one. */
  shelter: z.instanceof(Int32Array),
  metres: z.instanceof(Float64Array),
  /** Ids of the households that are fetched, and by whom. */
  fetchedBy: z.array(z.object({ household: z.number(), helper: z.number() })),
});
export type EvacuationResult = z.infer<typeof evacuationResultSchema>;

/** Nobody is sent further than this on foot, in metres. */
const furthestWalk = 8_000;
/** Where no street leads, the way is longer than straight ahead by this much. */
const detour = 1.4;

/** 去哪里: along the streets, and straight ahead with a detour where none leads. 谁去接: whoever is nearest of those who may. */
export async function evacuation(task: EvacuationTask): Promise<EvacuationResult> {
  return { ...sheltered(task), fetchedBy: fetched(task) };
}

function sheltered({ households, shelters, streets }: EvacuationTask): Omit<EvacuationResult, 'fetchedBy'> {
  if (shelters.length === 0) {
    const none = households.id.length;
    return { shelter: new Int32Array(none).fill(-1), metres: new Float64Array(none).fill(Number.NaN) };
  }
  const doors = Array.from(households.id, (_, row): Position => doorOf(households, row));
  const graph = footwayGraph(streets.flatMap(linesOf));
  const snap = snapper(graph);
  // Each door is found on its street once.
  const spots = doors.map((door) => snap(...door));
  const ways = shelters.map(({ position }) => {
    const metric = metricAt(position[1]);
    const source = snap(...position);
    const walked = source && walkFrom(graph, [source], furthestWalk);
    return doors.map((door, row) => {
      const metres = source && walked ? reached(walked, spots[row] ?? null, source) : Number.POSITIVE_INFINITY;
      return metres <= furthestWalk ? metres : metresApart(metric, door, position) * detour;
    });
  });
  const leaving = doors.map((_, row) => ({
    id: households.id[row] ?? 0,
    persons: households.persons[row] ?? 0,
    needHelp: households.needHelp[row] ?? 0,
    metresTo: ways.map((way) => way[row] ?? Number.POSITIVE_INFINITY),
  }));
  const plan = shelterPlan(
    leaving,
    shelters.map(({ room }) => room),
  );
  return {
    shelter: Int32Array.from(plan, (shelter) => shelter ?? -1),
    metres: Float64Array.from(plan, (shelter, row) =>
      shelter === null ? Number.NaN : (ways[shelter]?.[row] ?? Number.NaN),
    ),
  };
}

function reached(walked: Float64Array, spot: Snap | null, source: Snap): number {
  return spot ? metresTo(walked, spot, [source]) : Number.POSITIVE_INFINITY;
}

function doorOf({ lng, lat }: EvacuationTask['households'], row: number): Position {
  return [lng[row] ?? Number.NaN, lat[row] ?? Number.NaN];
}

function fetched({ households, helpers }: EvacuationTask): EvacuationResult['fetchedBy'] {
  const helpless = [...households.id.entries()]
    .filter(([row]) => (households.needHelp[row] ?? 0) > 0)
    .map(([row, id]) => ({ id, position: doorOf(households, row) }));
  const plan = fetchPlan(
    helpless,
    helpers.map((helper) => ({ ...helper, households: new Set(helper.households) })),
  );
  return plan.flatMap((helper, row) => {
    const household = helpless[row];
    return helper === null || !household ? [] : [{ household: household.id, helper }];
  });
}
