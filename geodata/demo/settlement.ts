import type { BandPlan, BlockPlan, StreetPlan, VillagePlan } from './plan.ts';
import type { Line, Point } from './plane.ts';
import { distance } from './plane.ts';
import type { Random } from './random.ts';

/** Metres between the two rows of a pair, and between the backs of two pairs. */
const laneWidth = 3.6;
const backWidth = 1.6;

/** Part of a village in its bent coordinates. */
export type Span = { u0: number; u1: number; v0: number; v1: number };

export type Plot = {
  /** South-west, south-east, north-east, north-west. */
  corners: [Point, Point, Point, Point];
  side: 'north' | 'south';
  /** From the west, beginning with 0. */
  position: number;
};

/** Two rows of plots that face one lane. */
export type LaneRows = {
  name: string;
  span: Span;
  gridKey: string;
  plots: Plot[];
  line: Line;
};

export type Block = { plan: BlockPlan; span: Span; band: number };
type StreetLine = StreetPlan & { line: Line };

export type Settlement = {
  plan: VillagePlan;
  lanes: LaneRows[];
  blocks: Block[];
  streets: StreetLine[];
};

/** The point of a span at metres-like shares: `s` from west to east, `t` from south to north, both 0 to 1. */
export function inSpan(plan: VillagePlan, span: Span, s: number, t: number): Point {
  return plan.bend(span.u0 + (span.u1 - span.u0) * s, span.v0 + (span.v1 - span.v0) * t);
}

/** Outline of a span, with a vertex every few metres along its bent sides. */
export function outline(plan: VillagePlan, span: Span, grow = 0): Point[] {
  const { u0, u1, v0, v1 } = { u0: span.u0 - grow, u1: span.u1 + grow, v0: span.v0 - grow, v1: span.v1 + grow };
  const across = Math.max(2, Math.round((u1 - u0) / 14));
  const up = Math.max(2, Math.round((v1 - v0) / 14));
  const side = (count: number, at: (share: number) => Point) =>
    Array.from({ length: count }, (_, index) => at(index / count));
  return [
    ...side(across, (share) => plan.bend(u0 + (u1 - u0) * share, v0)),
    ...side(up, (share) => plan.bend(u1, v0 + (v1 - v0) * share)),
    ...side(across, (share) => plan.bend(u1 - (u1 - u0) * share, v1)),
    ...side(up, (share) => plan.bend(u0, v1 - (v1 - v0) * share)),
  ];
}

/** Line of constant `v` from `from` to `to`. */
function along(plan: VillagePlan, v: number, from: number, to: number): Point[] {
  const count = Math.max(2, Math.round(Math.abs(to - from) / 12));
  return Array.from({ length: count + 1 }, (_, index) => plan.bend(from + ((to - from) * index) / count, v));
}

/** Line of constant `u` from `from` to `to`. */
function across(plan: VillagePlan, u: number, from: number, to: number): Point[] {
  const count = Math.max(2, Math.round(Math.abs(to - from) / 12));
  return Array.from({ length: count + 1 }, (_, index) => plan.bend(u, from + ((to - from) * index) / count));
}

function bandDepth(band: BandPlan): number {
  return band.pairs * (2 * band.plot.depth + laneWidth) + (band.pairs - 1) * backWidth;
}

/** Where the centre line of one of a plan's streets runs. */
export function centreOf(plan: VillagePlan, name: string): number {
  let centre = 0;
  for (const [index, band] of plan.bands.entries()) {
    if (band.south.name === name) return centre;
    const north = plan.bands[index + 1]?.south ?? plan.north;
    centre += band.south.width / 2 + 1.2 + bandDepth(band) + 1.2 + north.width / 2;
  }
  return centre;
}

/** Lays out streets, blocks, lanes and plots of a village from its plan. */
export function settle(plan: VillagePlan, random: Random): Settlement {
  const lanes: LaneRows[] = [];
  const placed: Block[] = [];
  const streets: StreetLine[] = [];
  const counts = new Map<string, number>();
  let centre = 0;
  plan.bands.forEach((band, index) => {
    const north = plan.bands[index + 1]?.south ?? plan.north;
    const v0 = centre + band.south.width / 2 + 1.2;
    const v1 = v0 + bandDepth(band);
    const nextCentre = v1 + 1.2 + north.width / 2;
    streets.push(...streetLines(plan, band.south, centre));
    for (const blockPlan of band.blocks) {
      const span = { u0: blockPlan.from, u1: blockPlan.to, v0, v1 };
      placed.push({ plan: blockPlan, span, band: index });
      if (blockPlan.kind !== 'homes') continue;
      for (let pair = 0; pair < band.pairs; pair++) {
        const isSouthern = pair < band.pairs / 2;
        const side = isSouthern ? `${band.south.name}北` : `${north.name}南`;
        const number = (counts.get(side) ?? 0) + 1;
        counts.set(side, number);
        const gridKey = blockPlan.grid ?? `${index}:${blockPlan.from}`;
        const low = v0 + pair * (2 * band.plot.depth + laneWidth + backWidth);
        lanes.push(layPair(plan, band, blockPlan, low, `${side}${chinese(number)}巷`, gridKey, random));
      }
    }
    streets.push(...crossStreets(plan, band, centre, nextCentre));
    centre = nextCentre;
  });
  streets.push(...streetLines(plan, plan.north, centre));
  joinBlocks(plan, lanes);
  return { plan, lanes, blocks: placed, streets };
}

/** Blocks that stand side by side form grids of about forty-five households, unless the plan says otherwise. */
function joinBlocks(plan: VillagePlan, lanes: LaneRows[]): void {
  const plotsIn = (key: string) =>
    lanes.filter((lane) => lane.gridKey === key).reduce((sum, lane) => sum + lane.plots.length, 0);
  plan.bands.forEach((band, index) => {
    let run: { key: string; plots: number }[] = [];
    const close = () => {
      const total = run.reduce((sum, { plots }) => sum + plots, 0);
      const groups = Math.max(1, Math.round(total / 47), Math.ceil(total / 60));
      let before = 0;
      for (const { key, plots } of run) {
        const group = Math.min(groups - 1, Math.floor(((before + plots / 2) / total) * groups));
        before += plots;
        for (const lane of lanes) if (lane.gridKey === key) lane.gridKey = `${index}/${run[0]?.key}/${group}`;
      }
      run = [];
    };
    band.blocks.forEach((block, position) => {
      const before = band.blocks[position - 1];
      const isJoined = before && before.kind === 'homes' && !before.grid && block.from - before.to < 10;
      if (!isJoined) close();
      if (block.kind !== 'homes' || block.grid) return;
      const key = `${index}:${block.from}`;
      run.push({ key, plots: plotsIn(key) });
    });
    close();
  });
}

function layPair(
  plan: VillagePlan,
  band: BandPlan,
  block: BlockPlan,
  low: number,
  name: string,
  gridKey: string,
  random: Random,
): LaneRows {
  const { depth } = band.plot;
  const spare = Math.max(0, Math.min(2, Math.floor((block.to - block.from) / band.plot.width) - 5));
  const trim = (side: 'west' | 'east') => (block.ragged === side ? random.whole(0, spare) * band.plot.width : 0);
  const rows = [
    { side: 'south' as const, v: low },
    { side: 'north' as const, v: low + depth + laneWidth },
  ].map((row) => ({ ...row, u0: block.from + trim('west'), u1: block.to - trim('east') }));
  const plots = rows.flatMap(({ side, v, u0, u1 }) => {
    const length = distance(plan.bend(u0, v + depth / 2), plan.bend(u1, v + depth / 2));
    const count = Math.max(1, Math.round(length / band.plot.width));
    const cuts = Array.from({ length: count + 1 }, (_, index) => {
      const inner = index > 0 && index < count ? random.between(-0.07, 0.07) : 0;
      return u0 + ((u1 - u0) * (index + inner)) / count;
    });
    return cuts.slice(1).map((east, position): Plot => {
      const west = cuts[position] ?? u0;
      return {
        corners: [plan.bend(west, v), plan.bend(east, v), plan.bend(east, v + depth), plan.bend(west, v + depth)],
        side,
        position,
      };
    });
  });
  const u0 = Math.min(...rows.map((row) => row.u0));
  const u1 = Math.max(...rows.map((row) => row.u1));
  const span = { u0, u1, v0: low, v1: low + 2 * depth + laneWidth };
  return { name, span, gridKey, plots, line: along(plan, low + depth + laneWidth / 2, u0 - 3, u1 + 3) };
}

/** One line, or two where the stream is in the way and there is no bridge. */
function streetLines(plan: VillagePlan, street: StreetPlan, v: number): StreetLine[] {
  const gap = plan.stream;
  if (!gap || gap.bridged.includes(street.name) || street.to <= gap.from || street.from >= gap.to) {
    return [{ ...street, line: along(plan, v, street.from, street.to) }];
  }
  return [
    { ...street, line: along(plan, v, street.from, gap.from + 3) },
    { ...street, line: along(plan, v, gap.to, street.to) },
  ];
}

function crossStreets(plan: VillagePlan, band: BandPlan, from: number, to: number): StreetLine[] {
  return band.blocks.slice(1).map((block, index) => {
    const before = band.blocks[index]?.to ?? block.from;
    const isBank = plan.stream?.from === before;
    const u = isBank ? before + 3 : (before + block.from) / 2;
    const named = plan.crossNames.find(({ at }) => Math.abs(at - u) < 12);
    const width = Math.min(7, block.from - before);
    return { name: named?.name ?? '', kind: 'street', width, from: u, to: u, line: across(plan, u, from, to) };
  });
}

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1 to 99 in Chinese numerals. */
function chinese(number: number): string {
  const tens = Math.floor(number / 10);
  const ones = digits[number % 10] ?? '';
  return tens === 0 ? ones : `${tens === 1 ? '' : (digits[tens] ?? '')}十${ones}`;
}
