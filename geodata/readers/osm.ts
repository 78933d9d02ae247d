import type { Geometry } from 'geojson';
import type { Input } from './input.ts';
import { type AssembledArea, assembleArea, type BorderWay, type Position } from './multipolygon.ts';
import { NodeStore } from './nodeStore.ts';
import type { OsmElement, Tags } from './osmElement.ts';
import { readOsmPbf } from './osmPbf.ts';
import { buildingKind, groundKind, placeCategory } from './osmTags.ts';
import { readOsmXml } from './osmXml.ts';
import { Spool } from './spool.ts';

type Way = Extract<OsmElement, { type: 'way' }>;
type Relation = Extract<OsmElement, { type: 'relation' }>;

/** Why an element of interest has no shape. */
export type OsmFault = 'nodesMissing' | 'ringNotClosed' | 'tooFewPositions';
/** What had to be mended to get a shape. */
export type OsmRepair = 'danglingNodesDropped' | 'openRingDropped' | 'strayHoleDropped';

/** An element that carries tags, with its shape in degrees: a point, a line, or a polygon when it is drawn closed. */
export type OsmShape = {
  key: string;
  tags: Tags;
  geometry: Geometry | null;
  fault: OsmFault | null;
  repairs: OsmRepair[];
  /** Ways of a relation's border that the file has. */
  borderWays: number;
};

export type OsmCounts = { node: number; way: number; relation: number };

const areaRelations = new Set(['multipolygon', 'boundary']);

/**
 * Reads an OpenStreetMap file and gives every tagged element its shape, in batches; relations come last.
 * One pass over the file in any order of elements: nodes and ways are put aside compactly, on disk when there are many.
 */
export async function* readOsm(input: Input, counts: OsmCounts): AsyncGenerator<OsmShape[]> {
  const nodes = new NodeStore();
  const ways = new Spool<Way>();
  try {
    const relations: Relation[] = [];
    for await (const batch of input.format === 'osmPbf' ? readOsmPbf(input) : readOsmXml(input)) {
      const points: OsmShape[] = [];
      for (const element of batch) {
        counts[element.type] += 1;
        if (element.type === 'node') {
          nodes.add(element.id, element.lon, element.lat);
          if (element.tags) points.push(shapeOf(`node/${element.id}`, element.tags, pointOf(element.lon, element.lat)));
        } else if (element.type === 'way') ways.add(element);
        else if (areaRelations.has(element.tags?.type ?? '')) relations.push(element);
      }
      if (points.length > 0) yield points;
    }
    nodes.seal();
    yield* shapesOfWays(nodes, ways, relations);
  } finally {
    nodes.remove();
    ways.remove();
  }
}

/** Ways first; those that border a relation wait for it, because an untagged relation takes over the tags of its border. */
function* shapesOfWays(nodes: NodeStore, ways: Spool<Way>, relations: Relation[]): Generator<OsmShape[]> {
  const bordering = new Map<number, Way | null>();
  for (const relation of relations) {
    for (const member of relation.members) if (member.type === 'way') bordering.set(member.ref, null);
  }
  for (const batch of ways.batches()) {
    const shapes: OsmShape[] = [];
    for (const way of batch) {
      if (bordering.has(way.id)) bordering.set(way.id, way);
      else if (way.tags) shapes.push(wayShape(way, way.tags, nodes));
    }
    if (shapes.length > 0) yield shapes;
  }
  const taken = new Set<number>();
  yield relations.flatMap((relation) => relationShape(relation, bordering, nodes, taken) ?? []);
  const left = [...bordering.values()].filter((way) => way !== null && !taken.has(way.id));
  yield left.flatMap((way) => (way?.tags ? [wayShape(way, way.tags, nodes)] : []));
}

function wayShape(way: Way, tags: Tags, nodes: NodeStore): OsmShape {
  const key = `way/${way.id}`;
  const closed = way.refs.length >= 4 && way.refs[0] === way.refs.at(-1);
  const line = way.refs.map((ref) => nodes.get(ref)).filter((position) => position !== undefined);
  const repairs: OsmRepair[] = line.length < way.refs.length ? ['danglingNodesDropped'] : [];
  if (line.length < 2)
    return {
      key,
      tags,
      geometry: null,
      fault: way.refs.length < 2 ? 'tooFewPositions' : 'nodesMissing',
      repairs: [],
      borderWays: 0,
    };
  if (!closed)
    return { key, tags, geometry: { type: 'LineString', coordinates: line }, fault: null, repairs, borderWays: 0 };
  const [first] = line;
  if (repairs.length > 0 && first) line.push(first);
  if (line.length < 4) return { key, tags, geometry: null, fault: 'nodesMissing', repairs: [], borderWays: 0 };
  return { key, tags, geometry: { type: 'Polygon', coordinates: [line] }, fault: null, repairs, borderWays: 0 };
}

function relationShape(
  relation: Relation,
  bordering: Map<number, Way | null>,
  nodes: NodeStore,
  taken: Set<number>,
): OsmShape | null {
  const border: (BorderWay & { way: Way })[] = [];
  for (const member of relation.members) {
    const way = member.type === 'way' ? bordering.get(member.ref) : null;
    if (way) border.push({ way, refs: way.refs, inner: member.role === 'inner' });
  }
  const tags = tagsOf(relation, border, taken);
  if (!tags) return null;
  const area = assembleArea(border, (ref) => nodes.get(ref));
  return { ...shapeOf(`relation/${relation.id}`, tags, areaOf(area)), ...faultsOf(area), borderWays: border.length };
}

/** The relation's own tags or, as was the custom before 2016, those of its outer ways, which then are not areas themselves. */
function tagsOf(relation: Relation, border: (BorderWay & { way: Way })[], taken: Set<number>): Tags | null {
  const tags = relation.tags ?? {};
  if (saysArea(tags) || tags.type === 'boundary') return tags;
  const outers = border.filter((member) => !member.inner && member.way.tags && saysArea(member.way.tags));
  const [first] = outers;
  if (!first?.way.tags) return tags;
  for (const member of outers) taken.add(member.way.id);
  return { ...first.way.tags, ...tags };
}

function saysArea(tags: Tags): boolean {
  return buildingKind(tags) !== null || groundKind(tags) !== null || placeCategory(tags) !== null;
}

function areaOf(area: AssembledArea): Geometry | null {
  return area.polygons.length > 0 ? { type: 'MultiPolygon', coordinates: area.polygons } : null;
}

function faultsOf(area: AssembledArea): Pick<OsmShape, 'fault' | 'repairs'> {
  if (area.polygons.length === 0) return { fault: 'ringNotClosed', repairs: [] };
  const repairs: OsmRepair[] = [];
  if (area.openRings > 0) repairs.push('openRingDropped');
  if (area.strayHoles > 0) repairs.push('strayHoleDropped');
  return { fault: null, repairs };
}

function shapeOf(key: string, tags: Tags, geometry: Geometry | null): OsmShape {
  return { key, tags, geometry, fault: null, repairs: [], borderWays: 0 };
}

function pointOf(lon: number, lat: number): Geometry {
  const coordinates: Position = [lon, lat];
  return { type: 'Point', coordinates };
}
