import { SaxesParser } from 'saxes';
import { type Input, truncatedFile } from './input.ts';
import type { OsmElement, OsmMember, Tags } from './osmElement.ts';
import { InputError } from './refusal.ts';

type Attributes = Record<string, string>;

/**
 * Reads the nodes, ways and relations of an OSM XML file in batches, in the order of the file.
 * Deleted elements are left out. Throws InputError when the file is cut off, broken or another kind of XML.
 */
export async function* readOsmXml(input: Input): AsyncGenerator<OsmElement[]> {
  const builder = new ElementBuilder();
  const parser = new SaxesParser({ position: false, xmlns: false });
  let rootSeen = false;
  let closed = false;
  parser.on('opentag', ({ name, attributes }) => {
    if (!rootSeen && name !== 'osm') throw notOsm(input.name);
    rootSeen = true;
    builder.open(name, attributes);
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'osm') closed = true;
    builder.close(name);
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const piece of input.bytes()) {
    feed(parser, input.name, () => decoder.decode(piece, { stream: true }));
    if (builder.done.length > 0) yield builder.take();
  }
  if (!closed) throw truncatedFile(input.name);
}

function feed(parser: SaxesParser, name: string, text: () => string): void {
  let decoded: string;
  try {
    decoded = text();
  } catch (cause) {
    throw new InputError(
      'wrongEncoding',
      `文件 ${name} 不是 UTF-8 编码；请重新下载或导出。`,
      `${name} is not in UTF-8: download or export it again.`,
      { cause },
    );
  }
  try {
    parser.write(decoded);
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new InputError(
      'malformed',
      `文件 ${name} 不是合法的 XML；请重新下载或导出。`,
      `${name} is not valid XML: download or export it again.`,
      { cause },
    );
  }
}

function notOsm(name: string): InputError {
  return new InputError(
    'wrongFormat',
    `文件 ${name} 是 XML，但不是 OpenStreetMap 数据（根元素应为 osm）。`,
    `${name} is XML but not OpenStreetMap data: its root should be osm.`,
  );
}

/** Puts tags, node references and members into the element they stand in. */
class ElementBuilder {
  done: OsmElement[] = [];
  #open: OsmElement | null = null;

  take(): OsmElement[] {
    const batch = this.done;
    this.done = [];
    return batch;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'node' || name === 'way' || name === 'relation') this.#open = begin(name, attributes);
    else if (this.#open === null) return;
    else if (name === 'tag') addTag(this.#open, attributes);
    else if (name === 'nd' && this.#open.type === 'way') this.#open.refs.push(Number(attributes.ref));
    else if (name === 'member' && this.#open.type === 'relation') addMember(this.#open.members, attributes);
  }

  close(name: string): void {
    if (this.#open === null || name !== this.#open.type) return;
    this.done.push(this.#open);
    this.#open = null;
  }
}

function begin(type: OsmElement['type'], attributes: Attributes): OsmElement | null {
  if (attributes.visible === 'false' || attributes.action === 'delete') return null;
  const id = Number(attributes.id);
  if (!Number.isSafeInteger(id)) return null;
  if (type === 'way') return { type, id, refs: [], tags: null };
  if (type === 'relation') return { type, id, members: [], tags: null };
  if (attributes.lon === undefined || attributes.lat === undefined) return null;
  const lon = Number(attributes.lon);
  const lat = Number(attributes.lat);
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? { type, id, lon, lat, tags: null } : null;
}

function addTag(element: OsmElement, { k, v }: Attributes): void {
  if (k === undefined || v === undefined) return;
  const tags: Tags = element.tags ?? {};
  tags[k] = v;
  element.tags = tags;
}

function addMember(members: OsmMember[], { type, ref, role }: Attributes): void {
  if (type === 'node' || type === 'way' || type === 'relation')
    members.push({ type, ref: Number(ref), role: role ?? '' });
}
