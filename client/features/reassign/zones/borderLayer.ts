import { PathLayer } from '@deck.gl/layers';
import type { Position } from '../../../../shared/geo.ts';
import type { Tokens } from '../../../app/tokens.ts';
import { before } from '../../../map/deck/anchor.ts';
import { rgba } from '../../../map/deck/colour.ts';
import type { Borders } from './borders.ts';

/** Borders as they would be, over what they were. */
export function borderLayers(start: Borders, shown: Borders, zoneIds: ReadonlySet<number>, { accent, muted }: Tokens) {
  const paths = (borders: Borders): Position[][] =>
    [...borders].flatMap(([id, border]) => (zoneIds.has(id) ? border.coordinates.flat() : []));
  const [red, green, blue] = rgba(accent);
  const [wasRed, wasGreen, wasBlue] = rgba(muted);
  const line = {
    ...before('anchor-selection'),
    getPath: (path: Position[]) => path,
    widthUnits: 'pixels',
    jointRounded: true,
  } as const;
  return [
    new PathLayer<Position[]>({
      ...line,
      id: 'borders-before',
      data: paths(start),
      getColor: [wasRed, wasGreen, wasBlue, 160],
      getWidth: 1.5,
    }),
    new PathLayer<Position[]>({
      ...line,
      id: 'borders-after',
      data: paths(shown),
      getColor: [red, green, blue],
      getWidth: 2.5,
    }),
  ];
}
