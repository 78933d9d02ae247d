import { ScatterplotLayer } from '@deck.gl/layers';
import type { Position } from '../../../shared/geo.ts';
import type { Tokens } from '../../app/tokens.ts';
import { before } from './anchor.ts';
import { rgba } from './colour.ts';

/** What is lit: the one selected or pointed at, and those that belong with it. */
export type Lit = { focus: readonly Position[]; related: readonly Position[] };

/** Rings round what is lit. */
export function highlightLayers(lit: Lit, { map }: Tokens) {
  const [red, green, blue] = rgba(map.highlight);
  const ring = {
    ...before('anchor-selection'),
    stroked: true,
    billboard: true,
    getPosition: (position: Position) => position,
    getLineColor: [red, green, blue] as [number, number, number],
    lineWidthUnits: 'pixels',
  } as const;
  return [
    new ScatterplotLayer<Position>({
      ...ring,
      id: 'related',
      data: lit.related,
      filled: true,
      getFillColor: [red, green, blue, 46],
      getRadius: 4.6,
      radiusMinPixels: 4,
      radiusMaxPixels: 14,
      getLineWidth: 1.2,
    }),
    new ScatterplotLayer<Position>({
      ...ring,
      id: 'focus',
      data: lit.focus,
      filled: true,
      getFillColor: [red, green, blue, 40],
      radiusUnits: 'pixels',
      getRadius: 16,
      getLineWidth: 2.5,
    }),
  ];
}
