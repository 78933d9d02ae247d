import type { Belonging, Move } from './move.ts';

/** What a move needs to know of zones: the level of each, by ordinal, 1 the outermost; null for an unknown one. */
export type ZoneOrder = {
  /** Null for a zone that does not exist or is no more. */
  ordinalOf(zoneId: number): number | null;
  innermost: number;
};

/** Why a move is not possible. */
export type Refusal =
  | { reason: 'locked'; zoneId: number }
  | { reason: 'unknownZone'; zoneId: number }
  | { reason: 'wrongLevel'; zoneId: number };

/** A zone and those around it, innermost first, as zones belong at the moment. */
export function zonesAround(zoneId: number | null, belonging: Pick<Belonging, 'holder'>): number[] {
  const chain: number[] = [];
  for (let zone = zoneId; zone !== null && !chain.includes(zone); zone = belonging.holder('grid', zone)) {
    chain.push(zone);
  }
  return chain;
}

/**
 * The locked zone that stands in the way of a move, or null. A locked zone gains and loses nothing and does not go
 * elsewhere itself; what moves about within it is free, unless that is locked too. Links know no zones and no locks.
 */
export function lockInTheWay(
  { slot, id, from, to }: Move,
  locked: ReadonlySet<number>,
  belonging: Pick<Belonging, 'holder'>,
): number | null {
  if (slot === 'member' || locked.size === 0) return null;
  if (slot === 'grid' && locked.has(id)) return id;
  const left = zonesAround(from, belonging);
  const entered = zonesAround(to, belonging);
  const crossed = [
    ...left.filter((zone) => !entered.includes(zone)),
    ...entered.filter((zone) => !left.includes(zone)),
  ];
  return crossed.find((zone) => locked.has(zone)) ?? null;
}

/** Why a move is refused, or null. A household goes to an innermost zone, a zone to one of the level just around it. */
export function refusalOf(
  move: Move,
  order: ZoneOrder,
  locked: ReadonlySet<number>,
  belonging: Pick<Belonging, 'holder'>,
): Refusal | null {
  if (move.slot !== 'member') {
    const wanted = move.slot === 'lane' ? order.innermost : (order.ordinalOf(move.id) ?? 0) - 1;
    if (move.slot === 'grid' && wanted < 0) return { reason: 'unknownZone', zoneId: move.id };
    const ordinal = move.to === null ? wanted : order.ordinalOf(move.to);
    if (ordinal === null) return { reason: 'unknownZone', zoneId: move.to ?? move.id };
    if (ordinal !== wanted) return { reason: 'wrongLevel', zoneId: move.to ?? move.id };
  }
  const zoneId = lockInTheWay(move, locked, belonging);
  return zoneId === null ? null : { reason: 'locked', zoneId };
}

/** Parts a gesture into the moves that may be made and those that may not, each with its reason. */
export function sortMoves(
  moves: readonly Move[],
  order: ZoneOrder,
  locked: ReadonlySet<number>,
  belonging: Pick<Belonging, 'holder'>,
): { allowed: Move[]; refused: { move: Move; refusal: Refusal }[] } {
  const allowed: Move[] = [];
  const refused: { move: Move; refusal: Refusal }[] = [];
  for (const move of moves) {
    const refusal = refusalOf(move, order, locked, belonging);
    if (refusal) refused.push({ move, refusal });
    else allowed.push(move);
  }
  return { allowed, refused };
}
