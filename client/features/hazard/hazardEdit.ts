import type { EditHazard, HazardDetail } from '../../../shared/hazardRegister.ts';

/** What may be changed of a hazard; `reach` is null where its category says how far. */
export type HazardContent = Pick<
  HazardDetail,
  'title' | 'description' | 'category' | 'kind' | 'severity' | 'channel' | 'dueOn'
> & {
  shape: HazardDetail['geometry'];
  reach: number | null;
  zoneId: number | null;
};

/** Parts that are changed as one: a kind is nothing without its category. */
export const contentParts = {
  title: ['title'],
  category: ['category', 'kind'],
  severity: ['severity'],
  description: ['description'],
  shape: ['shape'],
  reach: ['reach'],
  zone: ['zoneId'],
  dueOn: ['dueOn'],
  channel: ['channel'],
} as const satisfies Record<string, readonly (keyof HazardContent)[]>;
export type ContentPart = keyof typeof contentParts;
const parts = Object.keys(contentParts) as ContentPart[];

export function contentOf(hazard: HazardDetail): HazardContent {
  const { title, description, category, kind, severity, channel, dueOn, geometry, zone } = hazard;
  return {
    title,
    description,
    category,
    kind,
    severity,
    channel,
    dueOn,
    shape: geometry,
    reach: hazard.reachIsOwn ? hazard.reach : null,
    zoneId: zone?.id ?? null,
  };
}

/** The parts in which two differ. */
export function partsBetween(one: HazardContent, other: HazardContent): ContentPart[] {
  return parts.filter((part) =>
    contentParts[part].some((key) => JSON.stringify(one[key]) !== JSON.stringify(other[key])),
  );
}

/** One with some parts of another. */
export function withParts(one: HazardContent, other: HazardContent, taken: readonly ContentPart[]): HazardContent {
  const keys = taken.flatMap((part): readonly (keyof HazardContent)[] => contentParts[part]);
  return { ...one, ...Object.fromEntries(keys.map((key) => [key, other[key]])) };
}

/**
 * What is being written, set upon what somebody else has made of the hazard meanwhile: their parts where nothing was
 * written, and `clashes` where both wrote and not the same, which only whoever writes can decide.
 */
export function rebased(
  base: HazardContent,
  mine: HazardContent,
  theirs: HazardContent,
): { content: HazardContent; taken: ContentPart[]; clashes: ContentPart[] } {
  const changed = partsBetween(base, theirs);
  const own = partsBetween(base, mine);
  const differing = partsBetween(mine, theirs);
  const taken = changed.filter((part) => !own.includes(part));
  return {
    content: withParts(mine, theirs, taken),
    taken,
    clashes: changed.filter((part) => own.includes(part) && differing.includes(part)),
  };
}

/** What the server is asked to change: only the parts that were; what was moved comes with its zone, null for the one it lies in. */
export function patchOf(hazard: HazardDetail, content: HazardContent): EditHazard {
  const changed = partsBetween(contentOf(hazard), content);
  const sent = changed.includes('shape') ? [...new Set([...changed, 'zone' as const])] : changed;
  const keys = sent.flatMap((part): readonly (keyof HazardContent)[] => contentParts[part]);
  return {
    countyCode: hazard.countyCode,
    id: hazard.id,
    seq: hazard.seq,
    ...Object.fromEntries(keys.map((key) => [key, content[key]])),
  };
}
