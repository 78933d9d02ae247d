import type { Threat } from '../../../shared/evacuation.ts';
import type { Position } from '../../../shared/geo.ts';
import type { Region } from '../../../shared/shape.ts';
import type { ChosenArea, ThreatKind } from './threatStore.ts';

type Given = {
  kind: ThreatKind;
  region: Region | null;
  chosen: ChosenArea | null;
  position: Position | null;
  metres: number;
  depth: number;
  angle: number;
};

/** The threatened area as far as it is known; null while something is missing. `hazardId` is of the hazard whose card is open. */
export function threatOf(given: Given, hazardId: number | null): Threat | null {
  const { kind, region, chosen, position, metres, depth, angle } = given;
  switch (kind) {
    case 'area':
      return chosen && { kind, ...chosen };
    case 'drawn':
      return region && { kind, region };
    case 'hazard':
      return hazardId === null ? null : { kind, hazardId, metres };
    case 'flood':
      return position && { kind, position, depth };
    case 'landslide':
      return region && { kind, region, angle };
  }
}

/** A ring drawn by hand as an area; null while it is none. */
export function regionOf(ring: readonly Position[]): Region | null {
  const [first] = ring;
  if (!first || ring.length < 3) return null;
  return { type: 'Polygon', coordinates: [[...ring, first].map(([lng, lat]): Position => [lng, lat])] };
}
