import { IconLayer, ScatterplotLayer } from '@deck.gl/layers';
import type { PointGroup } from '../pointGroups.ts';
import { before } from './anchor.ts';
import { type Atlas, countSign } from './atlas.ts';
import type { Rgba } from './colour.ts';

/** Discs ready for the graphics card, one per point at which households stand. */
export type Discs = {
  groups: readonly PointGroup[];
  positions: Float64Array;
  fills: Uint8Array;
  edges: Uint8Array;
  /** In pixels. */
  edgeWidths: Float32Array;
  /** In metres. */
  radii: Float32Array;
};

/** How the households at one point look together. */
export type DiscLook = { fill: Rgba; edge: Rgba; edgeWidth: number; radius: number };

export function discsOf(groups: readonly PointGroup[], lookOf: (group: PointGroup) => DiscLook): Discs {
  const discs: Discs = {
    groups,
    positions: new Float64Array(groups.length * 2),
    fills: new Uint8Array(groups.length * 4),
    edges: new Uint8Array(groups.length * 4),
    edgeWidths: new Float32Array(groups.length),
    radii: new Float32Array(groups.length),
  };
  groups.forEach((group, index) => {
    const { fill, edge, edgeWidth, radius } = lookOf(group);
    discs.positions.set([group.lng, group.lat], index * 2);
    discs.fills.set(fill, index * 4);
    discs.edges.set(edge, index * 4);
    discs.edgeWidths[index] = edgeWidth;
    discs.radii[index] = radius;
  });
  return discs;
}

/** What most of some rows are; of as many the one met first. */
export function mostCommon<Kind>(rows: readonly number[], kindOf: (row: number) => Kind): Kind | undefined {
  const counts = new Map<Kind, number>();
  for (const row of rows) counts.set(kindOf(row), (counts.get(kindOf(row)) ?? 0) + 1);
  let best: Kind | undefined;
  let most = 0;
  for (const [kind, count] of counts) if (count > most) [best, most] = [kind, count];
  return best;
}

type DiscLayersLook = {
  /** What the layers' names begin with. */
  id: string;
  zoom: number;
  opacity?: number;
  /** Times the edges' own widths, as far away they would hide the disc. */
  edgeScale?: number;
  /** Pixels between which a disc stays, however far away or near. */
  leastRadius: number;
  mostRadius: number;
};

/** Discs, and a number where several households stand at one point. */
export function discLayers(discs: Discs, atlas: Atlas, look: DiscLayersLook) {
  const { id, zoom, opacity = 1, edgeScale = 1, leastRadius, mostRadius } = look;
  return [
    new ScatterplotLayer({
      ...before('anchor-household'),
      billboard: true,
      id,
      data: {
        length: discs.groups.length,
        attributes: {
          getPosition: { value: discs.positions, size: 2 },
          getFillColor: { value: discs.fills, size: 4 },
          getLineColor: { value: discs.edges, size: 4 },
          getLineWidth: { value: discs.edgeWidths, size: 1 },
          getRadius: { value: discs.radii, size: 1 },
        },
      },
      opacity,
      stroked: true,
      lineWidthUnits: 'pixels',
      lineWidthScale: edgeScale,
      radiusMinPixels: leastRadius,
      radiusMaxPixels: mostRadius,
    }),
    new IconLayer<PointGroup>({
      ...before('anchor-household'),
      id: `${id}-counts`,
      data: discs.groups.filter((group) => group.rows.length > 1),
      visible: zoom >= 16,
      opacity,
      iconAtlas: atlas.image,
      iconMapping: atlas.mapping,
      getPosition: (group) => [group.lng, group.lat],
      getIcon: (group) => countSign(group.rows.length),
      getSize: 22,
    }),
  ];
}
