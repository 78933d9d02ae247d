import { z } from 'zod';
import { allot } from './allot.ts';
import { areaCodeSchema } from './area.ts';
import { positionSchema } from './geo.ts';
import { metresApart, metricAt } from './metric.ts';
import { regionSchema } from './shape.ts';

export const emergencyKinds = ['flood', 'landslide', 'typhoon', 'fire', 'gas', 'other'] as const;
export type EmergencyKind = (typeof emergencyKinds)[number];

/** 受威胁范围: how the area was found. */
export const threatSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('drawn'), region: regionSchema }),
  /** All of an area, or of a zone within it. */
  z.object({ kind: z.literal('area'), areaCode: areaCodeSchema, zoneId: z.number().int().positive().nullable() }),
  z.object({ kind: z.literal('hazard'), hazardId: z.number().int().positive(), metres: z.number().min(0).max(10_000) }),
  /** Ground joined to a point that lies lower than so many metres above it. */
  z.object({ kind: z.literal('flood'), position: positionSchema, depth: z.number().min(0.1).max(100) }),
  /** Ground below a slope that what breaks loose there can reach. */
  z.object({
    kind: z.literal('landslide'),
    region: regionSchema,
    /** Angle of reach: from the top of what breaks loose to where it ends, in degrees. */
    angle: z.number().min(10).max(45).default(25),
  }),
]);
export type Threat = z.infer<typeof threatSchema>;

export const startEmergencySchema = z.object({
  areaCode: areaCodeSchema,
  kind: z.enum(emergencyKinds),
  name: z.string().trim().min(1).max(60),
  threat: threatSchema,
});
export type StartEmergency = z.infer<typeof startEmergencySchema>;

/** 已通知, 转移中, 已安全: each with who ticked it and when; later ones may come without the earlier ones. */
export const ticks = ['acknowledged', 'onTheWay', 'safe'] as const;
export type Tick = (typeof ticks)[number];
export const tickSchema = z.object({
  countyCode: z.string(),
  emergencyId: z.number().int().positive(),
  evacuationIds: z.array(z.number().int().positive()).min(1).max(500),
  tick: z.enum(ticks),
  /** False takes a tick back that was made by mistake. */
  on: z.boolean().default(true),
  /** When it was made, where it is sent later than that; a tick or its taking back that came in meanwhile is newer and stays. */
  at: z.iso.datetime({ offset: true }).nullable().default(null),
});
export type TickInput = z.infer<typeof tickSchema>;

const madeSchema = z.object({ at: z.string(), by: z.string() }).nullable();
const dutySchema = z.object({ id: z.number(), name: z.string(), phone: z.string().nullable() }).nullable();

/** One household that must leave. */
export const evacuationSchema = z.object({
  id: z.number(),
  villageCode: z.string(),
  householdId: z.number(),
  number: z.string(),
  address: z.string(),
  headName: z.string().nullable(),
  headPhone: z.string().nullable(),
  position: positionSchema.nullable(),
  persons: z.number().int(),
  keyPersons: z.number().int(),
  needHelp: z.number().int(),
  shelterId: z.number().nullable(),
  /** Metres on foot to the shelter. */
  walkMetres: z.number().nullable(),
  lane: z.object({ id: z.number(), name: z.string() }).nullable(),
  laneLead: dutySchema,
  member: dutySchema,
  fetchedBy: dutySchema,
  acknowledged: madeSchema,
  onTheWay: madeSchema,
  safe: madeSchema,
  seq: z.number(),
});
export type Evacuation = z.infer<typeof evacuationSchema>;

export const shelterLoadSchema = z.object({
  id: z.number(),
  name: z.string(),
  position: positionSchema,
  capacity: z.number().int(),
  /** People who are to come, and who are there. */
  expected: z.number().int(),
  arrived: z.number().int(),
  /** People whom other emergencies under way send there. */
  others: z.number().int(),
  /** In a village beyond one's own, of which nothing but name, place and room is told. */
  beyond: z.boolean(),
  /** Itself within the threatened area: nobody is sent there. */
  threatened: z.boolean(),
});
export type ShelterLoad = z.infer<typeof shelterLoadSchema>;

export const emergencySchema = z.object({
  id: z.number(),
  countyCode: z.string(),
  areaCode: z.string(),
  kind: z.enum(emergencyKinds),
  name: z.string(),
  region: regionSchema,
  startedAt: z.string(),
  startedBy: z.string(),
  endedAt: z.string().nullable(),
  endedBy: z.string().nullable(),
  households: z.number().int(),
  persons: z.number().int(),
  needHelp: z.number().int(),
  acknowledged: z.number().int(),
  onTheWay: z.number().int(),
  safe: z.number().int(),
  /** People for whom no shelter has room. */
  withoutShelter: z.number().int(),
});
export type Emergency = z.infer<typeof emergencySchema>;

/** A household that must leave, and how many metres it is from there to each shelter, Infinity where there is no way. */
export type Leaving = { id: number; persons: number; needHelp: number; metresTo: readonly number[] };

/**
 * 去哪里: each household whole to one shelter, no shelter beyond its room, the fewest metres walked by all people
 * together. Null for whom there is no room. Where room is short, households that need help have theirs first; of the
 * others those are not placed whose next best is hardly worse.
 */
export function shelterPlan(leaving: readonly Leaving[], rooms: readonly number[]): (number | null)[] {
  const isShort = sumOf(leaving.map(sizeOf)) > sumOf(rooms);
  if (!isShort) return placed(leaving, rooms);
  const rows = [...leaving.keys()];
  const needsHelp = (row: number) => (leaving[row]?.needHelp ?? 0) > 0;
  const plan = leaving.map((): number | null => null);
  let left = [...rooms];
  for (const group of [rows.filter(needsHelp), rows.filter((row) => !needsHelp(row))]) {
    const households = group.flatMap((row) => leaving[row] ?? []);
    const places = placed(households, left);
    for (const [at, row] of group.entries()) plan[row] = places[at] ?? null;
    left = left.map((room, shelter) => room - sumOf(households.filter((_, at) => places[at] === shelter).map(sizeOf)));
  }
  return plan;
}

/** A household nobody is at home of is still told where to go; as one person, it takes one place. */
function sizeOf({ persons }: Leaving): number {
  return Math.max(1, persons);
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function placed(leaving: readonly Leaving[], rooms: readonly number[]): (number | null)[] {
  const costs = rooms.map((_, shelter) => leaving.map(({ metresTo }) => metresTo[shelter] ?? Number.POSITIVE_INFINITY));
  return Array.from(allot(costs, leaving.map(sizeOf), rooms), (place) => (place < 0 ? null : place));
}

/** Somebody who can fetch others: where they live, whom they answer for, and how many households they can fetch. */
export type Helper = {
  id: number;
  position: readonly [number, number];
  households: ReadonlySet<number>;
  atMost: number;
};
export type Fetched = { id: number; position: readonly [number, number] };

/** How much nearer somebody seems to whoever answers for them anyway. */
const ownDuty = 0.25;

/**
 * 谁去接: every household that needs help gets one helper, nobody more than they can fetch, the fewest metres in all,
 * where one's own duty counts as a quarter of the way. Null for whom nobody is left.
 */
export function fetchPlan(fetched: readonly Fetched[], helpers: readonly Helper[]): (number | null)[] {
  const costs = helpers.map(({ position, households }) => {
    const metric = metricAt(position[1]);
    return fetched.map((household) => {
      const metres = metresApart(metric, position, household.position);
      return households.has(household.id) ? metres * ownDuty : metres;
    });
  });
  const sizes = fetched.map(() => 1);
  const rooms = helpers.map(({ atMost }) => atMost);
  return Array.from(allot(costs, sizes, rooms), (helper) => (helper < 0 ? null : (helpers[helper]?.id ?? null)));
}

const minutes = z.number().nullable();

/** What came of an emergency; names nobody, so that it may be handed on. */
export const emergencyReportSchema = z.object({
  emergency: emergencySchema,
  /** From the start until half, nine in ten, and the last of those who are safe were. */
  minutes: z.object({ half: minutes, most: minutes, last: minutes }),
  lanes: z.array(
    z.object({
      village: z.string(),
      name: z.string().nullable(),
      households: z.number().int(),
      persons: z.number().int(),
      safe: z.number().int(),
    }),
  ),
  shelters: z.array(shelterLoadSchema),
});
export type EmergencyReport = z.infer<typeof emergencyReportSchema>;

/** What would be threatened, before anything is started. */
export const previewEmergencySchema = z.object({ areaCode: areaCodeSchema, threat: threatSchema });
export type PreviewEmergency = z.infer<typeof previewEmergencySchema>;
export const threatPreviewSchema = z.object({
  region: regionSchema,
  households: z.number().int(),
  persons: z.number().int(),
  needHelp: z.number().int(),
  /** Room left in the nearest shelters that are not threatened themselves. */
  room: z.number().int(),
});
