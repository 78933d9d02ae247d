import { IconLayer, LineLayer, ScatterplotLayer, TextLayer } from '@deck.gl/layers';
import type { Position } from '../../../../shared/geo.ts';
import type { MemberSummary } from '../../../../shared/household.ts';
import type { Tokens } from '../../../app/tokens.ts';
import { before } from '../../../map/deck/anchor.ts';
import type { Atlas } from '../../../map/deck/atlas.ts';
import { type Rgba, rgba } from '../../../map/deck/colour.ts';
import { type Discs, discLayers } from '../../../map/deck/discs.ts';
import type { Arrow } from './arrows.ts';
import type { Walk } from './lanePaths.ts';

/** A piece of a scattered zone: its number, largest first, where its households are, and which of them is in the middle. */
export type ShownPiece = { number: number; ids: number[]; positions: Position[]; middle: Position };

export type ColouredWalk = { walk: Walk; colour: Rgba };
export type Badge = { position: Position; text: string; tone: 'plain' | 'bad' };

/** Lines from door to door that tell which households make a lane, whichever border is drawn. */
export function walkLayer(walks: readonly ColouredWalk[], zoom: number) {
  return new LineLayer<ColouredWalk>({
    ...before('anchor-link'),
    id: 'reassign-walks',
    data: walks,
    getSourcePosition: ({ walk }) => walk[0],
    getTargetPosition: ({ walk }) => walk[1],
    getColor: ({ colour }) => [colour[0], colour[1], colour[2], 150],
    widthUnits: 'pixels',
    getWidth: zoom < 16 ? 1 : 2,
  });
}

export function plannedDiscLayers(discs: Discs, atlas: Atlas, zoom: number) {
  return discLayers(discs, atlas, { id: 'reassign-households', zoom, leastRadius: 2.5, mostRadius: 11 });
}

/** Rings round what is selected, in the accent. */
export function selectionLayer(positions: readonly Position[], { accent }: Tokens) {
  const [red, green, blue] = rgba(accent);
  return new ScatterplotLayer<Position>({
    ...before('anchor-selection'),
    id: 'reassign-selected',
    data: positions,
    billboard: true,
    stroked: true,
    getPosition: (position) => position,
    getFillColor: [red, green, blue, 56],
    getLineColor: [red, green, blue],
    getRadius: 5,
    radiusMinPixels: 5,
    radiusMaxPixels: 16,
    lineWidthUnits: 'pixels',
    getLineWidth: 2,
  });
}

/** Rings round the pieces of a zone that do not reach each other, each piece with its number. */
export function pieceLayers(pieces: readonly ShownPiece[], { danger, surface }: Tokens) {
  const [red, green, blue] = rgba(danger);
  const [paperRed, paperGreen, paperBlue] = rgba(surface);
  return [
    new ScatterplotLayer<Position>({
      ...before('anchor-selection'),
      id: 'reassign-pieces',
      data: pieces.flatMap(({ positions }) => positions),
      billboard: true,
      stroked: true,
      filled: false,
      getPosition: (position) => position,
      getLineColor: [red, green, blue],
      getRadius: 6.5,
      radiusMinPixels: 6,
      radiusMaxPixels: 20,
      lineWidthUnits: 'pixels',
      getLineWidth: 2,
    }),
    new TextLayer<ShownPiece>({
      ...before('anchor-selection'),
      id: 'reassign-piece-numbers',
      data: pieces,
      characterSet: '0123456789',
      fontFamily: '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
      fontWeight: 600,
      getText: ({ number }) => String(number),
      getPosition: ({ middle }) => middle,
      getSize: 13,
      getColor: [paperRed, paperGreen, paperBlue],
      background: true,
      backgroundPadding: [6, 2],
      backgroundBorderRadius: 9,
      getBackgroundColor: [red, green, blue],
      getPixelOffset: [16, -16],
    }),
  ];
}

/** From donor to receiver, the wider the more households go. */
export function arrowLayers(arrows: readonly Arrow[], atlas: Atlas, { accent, surface }: Tokens) {
  const [red, green, blue] = rgba(accent);
  const [paperRed, paperGreen, paperBlue] = rgba(surface);
  const line = {
    ...before('anchor-selection'),
    data: arrows,
    widthUnits: 'pixels',
    getSourcePosition: ({ from }: Arrow) => from,
    getTargetPosition: ({ to }: Arrow) => to,
  } as const;
  return [
    new LineLayer<Arrow>({
      ...line,
      id: 'reassign-arrow-halo',
      getColor: [paperRed, paperGreen, paperBlue, 200],
      getWidth: ({ width }) => width + 2.5,
    }),
    new LineLayer<Arrow>({
      ...line,
      id: 'reassign-arrows',
      getColor: [red, green, blue, 220],
      getWidth: ({ width }) => width,
    }),
    new IconLayer<Arrow>({
      ...before('anchor-selection'),
      id: 'reassign-arrowheads',
      data: arrows,
      iconAtlas: atlas.image,
      iconMapping: atlas.mapping,
      billboard: false,
      getPosition: ({ to }) => to,
      getIcon: () => 'arrowhead',
      getAngle: ({ angle }) => angle,
      getSize: ({ width }) => 26 + width * 2.6,
    }),
  ];
}

/** How many go along each arrow, in the middle of it. */
export function arrowCountLayer(arrows: readonly Arrow[], { surface, accent }: Tokens) {
  const [red, green, blue] = rgba(accent);
  const [paperRed, paperGreen, paperBlue] = rgba(surface);
  return new TextLayer<Arrow>({
    ...before('anchor-selection'),
    id: 'reassign-arrow-counts',
    data: arrows,
    characterSet: '0123456789',
    fontFamily: '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
    fontWeight: 600,
    getText: ({ count }) => String(count),
    getPosition: ({ from, to }) => [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2],
    getSize: 12,
    getColor: [red, green, blue],
    background: true,
    backgroundPadding: [6, 2],
    backgroundBorderRadius: 9,
    getBackgroundColor: [paperRed, paperGreen, paperBlue, 240],
  });
}

/** `22→18` on every zone the plan touches. */
export function badgeLayer(badges: readonly Badge[], { surface, text, danger }: Tokens) {
  const ink = { plain: rgba(text), bad: rgba(danger) };
  const [red, green, blue] = rgba(surface);
  return new TextLayer<Badge>({
    ...before('anchor-selection'),
    id: 'reassign-badges',
    data: badges,
    characterSet: '0123456789→',
    fontFamily: '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
    fontWeight: 600,
    getText: ({ text: words }) => words,
    getPosition: ({ position }) => position,
    getSize: 13,
    getColor: ({ tone }) => [ink[tone][0], ink[tone][1], ink[tone][2], 255],
    background: true,
    backgroundPadding: [7, 3],
    backgroundBorderRadius: 9,
    getBackgroundColor: [red, green, blue, 235],
    getPixelOffset: [0, -30],
  });
}

/** Where party members live; the one chosen stands out. */
export function memberLayer(members: readonly MemberSummary[], target: number | null, atlas: Atlas) {
  const placed = members.filter(({ position }) => position !== null);
  return new IconLayer<MemberSummary>({
    ...before('anchor-keyPerson'),
    id: 'reassign-members',
    data: placed,
    iconAtlas: atlas.image,
    iconMapping: atlas.mapping,
    getPosition: ({ position }) => position ?? [0, 0],
    getIcon: () => 'flag',
    getSize: ({ personId }) => (personId === target ? 56 : 34),
    updateTriggers: { getSize: [target] },
  });
}

export function padlockLayer(positions: readonly Position[], atlas: Atlas) {
  return new IconLayer<Position>({
    ...before('anchor-selection'),
    id: 'reassign-locks',
    data: positions,
    iconAtlas: atlas.image,
    iconMapping: atlas.mapping,
    getPosition: (position) => position,
    getIcon: () => 'padlock',
    getSize: 30,
    getPixelOffset: [0, 14],
  });
}
