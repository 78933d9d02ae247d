import { isUtf8 } from 'node:buffer';
import type { Input } from './input.ts';
import { truncatedFile } from './input.ts';
import { InputError } from './refusal.ts';

/** One feature as it stands in the file; nothing about it has been checked but that it is a JSON object. */
export type Feature = {
  number: number;
  properties: Record<string, unknown>;
  geometry: unknown;
  /** The feature as it is written in the file. */
  text: string;
};

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
/** One feature, or all that stands outside the features, may take this many bytes. */
const longest = 256 << 20;

/**
 * Reads the features of a GeoJSON file in batches, numbered from 1; a bare Feature or geometry counts as one.
 * Cuts the text into features by counting brackets and parses each by itself: an order of magnitude faster than
 * parsing the whole as a stream, with no more than one feature in memory.
 * Throws InputError when the file is cut off, is not GeoJSON, is not UTF-8 or has other coordinates than degrees.
 */
export async function* readFeatures(input: Input): AsyncGenerator<Feature[]> {
  const splitter = new FeatureSplitter(input.name);
  let number = 0;
  for await (const piece of input.bytes()) {
    const texts = splitter.push(piece);
    if (texts.length > 0) {
      yield texts.map((text) => {
        number += 1;
        return featureOf(parseJson(text, input.name, number), number, text);
      });
    }
  }
  const text = splitter.end();
  const outside = parseJson(text, input.name, null);
  checkCoordinates(outside, input.name);
  if (splitter.found) return;
  yield [rootFeature(outside, text, input.name)];
}

/** Finds the items of the root object's member `features`; what lies outside of them is kept for the end. */
class FeatureSplitter {
  found = false;
  readonly #name: string;
  #pending: Buffer = Buffer.alloc(0);
  /** Where in `pending` the scan goes on, and where the open feature or the text outside began. */
  #at = 0;
  #start = 0;
  #depth = 0;
  #inString = false;
  #stringStart = 0;
  #lastString = '';
  #inFeatures = false;
  #outside: string[] = [];
  #outsideSize = 0;
  #position = 0;

  constructor(name: string) {
    this.#name = name;
  }

  push(piece: Buffer): string[] {
    const rest = this.#pending.subarray(this.#start);
    const dropped = this.#start;
    const text = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    if (text.length > longest + piece.length) throw notGeoJson(this.#name, null);
    this.#position += dropped;
    this.#pending = text;
    this.#at -= dropped;
    this.#stringStart -= dropped;
    this.#start = 0;
    return this.#scan();
  }

  /** The text outside the features, which must be JSON by itself. */
  end(): string {
    if (this.#depth !== 0 || this.#inString) throw truncatedFile(this.#name);
    this.#keepOutside(this.#pending.length);
    return this.#outside.join('').replace(/^\ufeff/, '');
  }

  #scan(): string[] {
    const features: string[] = [];
    const text = this.#pending;
    const end = text.length;
    let at = this.#at;
    while (at < end) {
      if (this.#inString) {
        at = this.#skipString(text, at);
        continue;
      }
      const byte = text[at];
      if (byte === quote) {
        this.#inString = true;
        this.#stringStart = at + 1;
      } else if (byte === openBrace || byte === openBracket) {
        if (this.#depth === 1 && byte === openBracket && this.#lastString === 'features') {
          this.#keepOutside(at + 1);
          this.#inFeatures = true;
          this.found = true;
        } else if (this.#inFeatures && this.#depth === 2) {
          this.#checkGap(text, at);
          this.#start = at;
        }
        this.#depth += 1;
      } else if (byte === closeBrace || byte === closeBracket) {
        this.#depth -= 1;
        if (this.#inFeatures && this.#depth === 2) {
          features.push(this.#decode(text, this.#start, at + 1));
          this.#start = at + 1;
        } else if (this.#inFeatures && this.#depth === 1) {
          this.#checkGap(text, at);
          this.#inFeatures = false;
          this.#start = at;
        }
      }
      at += 1;
    }
    this.#at = at;
    return features;
  }

  /** Goes on to just behind the closing quote, or to the end of the piece. */
  #skipString(text: Buffer, from: number): number {
    let at = from;
    while (true) {
      const close = text.indexOf(quote, at);
      if (close < 0) return text.length;
      let slashes = 0;
      while (close - 1 - slashes >= this.#stringStart && text[close - 1 - slashes] === backslash) slashes += 1;
      at = close + 1;
      if (slashes % 2 === 1) continue;
      this.#inString = false;
      if (this.#depth === 1) this.#lastString = text.toString('utf8', this.#stringStart, close);
      return at;
    }
  }

  #checkGap(text: Buffer, end: number): void {
    if (!/^[\s,]*$/.test(text.toString('latin1', this.#start, end))) {
      throw notGeoJson(this.#name, this.#position + this.#start);
    }
  }

  #keepOutside(end: number): void {
    this.#outsideSize += end - this.#start;
    if (this.#outsideSize > longest) throw notGeoJson(this.#name, null);
    this.#outside.push(this.#decode(this.#pending, this.#start, end));
    this.#start = end;
  }

  #decode(text: Buffer, start: number, end: number): string {
    if (isUtf8(text.subarray(start, end))) return text.toString('utf8', start, end);
    throw new InputError(
      'wrongEncoding',
      `文件 ${this.#name} 不是 UTF-8 编码；请另存为 UTF-8 后再导入。`,
      `${this.#name} is not in UTF-8: save it as UTF-8, then import it.`,
    );
  }
}

function parseJson(text: string, name: string, feature: number | null): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const where =
      feature === null ? ['要素之外', 'outside its features'] : [`第 ${feature} 个要素`, `in feature ${feature}`];
    throw new InputError(
      'malformed',
      `文件 ${name} 的${where[0]}不是合法的 JSON；请重新导出。`,
      `${name} is not valid JSON ${where[1]}: export it again.`,
      { cause },
    );
  }
}

function notGeoJson(name: string, position: number | null): InputError {
  const at = position === null ? ['', ''] : [`（第 ${position} 字节附近）`, ` (near byte ${position})`];
  return new InputError(
    'malformed',
    `文件 ${name} 不是 GeoJSON${at[0]}：应是 FeatureCollection、Feature 或一个几何对象。`,
    `${name} is not GeoJSON${at[1]}: it should be a FeatureCollection, a Feature or a geometry.`,
  );
}

function featureOf(value: unknown, number: number, text: string): Feature {
  const feature = isRecord(value) ? value : {};
  const properties = isRecord(feature.properties) ? feature.properties : {};
  return { number, properties, geometry: feature.geometry ?? null, text };
}

function rootFeature(root: unknown, text: string, name: string): Feature {
  if (!isRecord(root)) throw notGeoJson(name, null);
  if (root.type === 'Feature') return featureOf(root, 1, text);
  if (Array.isArray(root.coordinates) || Array.isArray(root.geometries)) return featureOf({ geometry: root }, 1, text);
  throw notGeoJson(name, null);
}

/** WGS 84 and CGCS2000 agree within a metre, so that either is taken; a projected system would put everything elsewhere. */
function checkCoordinates(root: unknown, name: string): void {
  const crs = isRecord(root) && isRecord(root.crs) && isRecord(root.crs.properties) ? root.crs.properties.name : null;
  if (typeof crs !== 'string' || /(CRS84|EPSG:+4326|EPSG:+4490)$/i.test(crs.replace(/:[\d.]*:/, ':'))) return;
  throw new InputError(
    'wrongCoordinates',
    `文件 ${name} 的坐标系是 ${crs}；请转换为 CGCS2000（EPSG:4490）或 WGS 84（EPSG:4326）经纬度后再导入。`,
    `${name} has coordinates of ${crs}: convert it to degrees of CGCS2000 (EPSG:4490) or WGS 84 (EPSG:4326) first.`,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
