import { PathLayer, SolidPolygonLayer, TextLayer } from '@deck.gl/layers';
import type { Position } from '../../../../shared/geo.ts';
import type { AsOf } from '../../../../shared/zoneChange.ts';
import type { Tokens } from '../../../app/tokens.ts';
import { before } from '../../../map/deck/anchor.ts';
import { type Rgba, rgba } from '../../../map/deck/colour.ts';

type PastZone = AsOf['zones'][number];
type Outline = { rings: Position[][]; colour: Rgba; isOuter: boolean };
type Name = { at: Position; text: string; isOuter: boolean };

/** First zooms at which inner zones, their names, and whole names of outer ones are drawn, as for those of today. */
const [innerZoom, innerNameZoom, nameZoom] = [15, 16, 15.5];

/** Zones of a past day with the borders they had; `placeOf` says where the name of one stands. */
export function pastZoneLayers(
  zones: readonly PastZone[],
  placeOf: (zoneId: number) => Position | null,
  zoom: number,
  { map, surface }: Tokens,
) {
  const hues = map.zones.map((colour) => rgba(colour));
  const byId = new Map(zones.map((zone) => [zone.id, zone]));
  const shown = zones.filter(({ parentId }) => parentId === null || zoom >= innerZoom);
  const outlines = shown.flatMap((zone): Outline[] => {
    const colour = hues[(rootOf(zone, byId).number - 1) % hues.length] ?? rgba(surface);
    const isOuter = zone.parentId === null;
    return zone.border ? zone.border.coordinates.map((rings) => ({ rings, colour, isOuter })) : [];
  });
  const names = shown.flatMap(({ id, parentId, name, number }): Name[] => {
    const isOuter = parentId === null;
    const at = isOuter || zoom >= innerNameZoom ? placeOf(id) : null;
    return at ? [{ at, text: isOuter && zoom < nameZoom ? String(number) : name, isOuter }] : [];
  });
  return [
    new SolidPolygonLayer<Outline>({
      ...before('anchor-link'),
      id: 'past-fill',
      data: outlines.filter(({ isOuter }) => isOuter),
      getPolygon: ({ rings }) => rings,
      getFillColor: ({ colour }) => [colour[0], colour[1], colour[2], 46],
    }),
    new PathLayer<Outline & { path: Position[] }>({
      ...before('anchor-link'),
      id: 'past-edge',
      data: outlines.flatMap((outline) => outline.rings.map((path) => ({ ...outline, path }))),
      getPath: ({ path }) => path,
      getColor: ({ colour, isOuter }) => [colour[0], colour[1], colour[2], isOuter ? 235 : 150],
      widthUnits: 'pixels',
      getWidth: ({ isOuter }) => (isOuter ? 2.4 : 1),
      jointRounded: true,
    }),
    nameLayer(names, map, surface),
  ];
}

function nameLayer(names: readonly Name[], map: Tokens['map'], surface: string) {
  const [red, green, blue] = rgba(map.label);
  const [paperRed, paperGreen, paperBlue] = rgba(surface);
  return new TextLayer<Name>({
    ...before('anchor-selection'),
    id: 'past-names',
    data: names,
    characterSet: 'auto',
    fontFamily: '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
    fontWeight: 600,
    getText: ({ text }) => text,
    getPosition: ({ at }) => at,
    getSize: ({ isOuter }) => (isOuter ? 13 : 11),
    getColor: [red, green, blue],
    background: true,
    backgroundPadding: [6, 2],
    backgroundBorderRadius: 9,
    getBackgroundColor: ({ isOuter }) => [paperRed, paperGreen, paperBlue, isOuter ? 240 : 190],
  });
}

function rootOf(zone: PastZone, byId: ReadonlyMap<number, PastZone>): PastZone {
  const parent = zone.parentId === null ? undefined : byId.get(zone.parentId);
  return parent ? rootOf(parent, byId) : zone;
}
