import { SpillFile } from './spillFile.ts';

/** Nodes a block holds: 16 bytes each make one megabyte. */
const blockNodes = 1 << 16;

type Content = { ids: Float64Array; positions: Int32Array };
type Block = { first: number; last: number; count: number; content: Content | null; spilled: number };

/**
 * Positions of nodes by their id: 16 bytes a node in sorted blocks, of which at most `blocksInMemory` megabytes stay in
 * memory while the others lie in a temporary file. Coordinates are whole ten-millionths of a degree, as the format has them.
 */
export class NodeStore {
  size = 0;
  readonly #blocks: Block[] = [];
  readonly #blocksInMemory: number;
  readonly #spill = new SpillFile();
  /** Blocks with content, the longest unused first. */
  readonly #recent = new Set<Block>();
  #open: Content = emptyContent();
  #openCount = 0;
  #overlapping = false;

  constructor(blocksInMemory = 256) {
    this.#blocksInMemory = blocksInMemory;
  }

  add(id: number, lon: number, lat: number): void {
    if (this.#openCount === blockNodes) this.#close();
    this.#open.ids[this.#openCount] = id;
    this.#open.positions[this.#openCount * 2] = Math.round(lon * 1e7);
    this.#open.positions[this.#openCount * 2 + 1] = Math.round(lat * 1e7);
    this.#openCount += 1;
    this.size += 1;
  }

  /** To be called after the last node and before the first look-up. */
  seal(): void {
    if (this.#openCount > 0) this.#close();
    this.#blocks.sort((a, b) => a.first - b.first);
    this.#overlapping = this.#blocks.some(
      (block, index) => block.first <= (this.#blocks[index - 1]?.last ?? -Infinity),
    );
  }

  /** Longitude and latitude of a node in degrees, or undefined when the file does not have it. */
  get(id: number): [number, number] | undefined {
    if (this.#overlapping) {
      for (const block of this.#blocks) {
        const position = block.first <= id && id <= block.last ? this.#find(block, id) : undefined;
        if (position) return position;
      }
      return undefined;
    }
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const block = this.#blocks[middle];
      if (block === undefined) return undefined;
      if (id < block.first) high = middle - 1;
      else if (id > block.last) low = middle + 1;
      else return this.#find(block, id);
    }
    return undefined;
  }

  remove(): void {
    this.#spill.remove();
  }

  #find(block: Block, id: number): [number, number] | undefined {
    const { ids, positions } = this.#contentOf(block);
    let low = 0;
    let high = block.count - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const candidate = ids[middle] ?? Number.NaN;
      if (candidate === id) return [(positions[middle * 2] ?? 0) / 1e7, (positions[middle * 2 + 1] ?? 0) / 1e7];
      if (candidate < id) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }

  #close(): void {
    const content = sorted(this.#open, this.#openCount);
    const last = content.ids[this.#openCount - 1] ?? 0;
    const block: Block = { first: content.ids[0] ?? 0, last, count: this.#openCount, content, spilled: -1 };
    this.#blocks.push(block);
    this.#keep(block);
    this.#open = emptyContent();
    this.#openCount = 0;
  }

  #contentOf(block: Block): Content {
    if (block.content) return block.content;
    const bytes = this.#spill.read(block.spilled, block.count * 16);
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    block.content = {
      ids: new Float64Array(buffer, 0, block.count),
      positions: new Int32Array(buffer, block.count * 8),
    };
    this.#keep(block);
    return block.content;
  }

  #keep(block: Block): void {
    this.#recent.add(block);
    if (this.#recent.size <= this.#blocksInMemory) return;
    for (const oldest of this.#recent) {
      this.#recent.delete(oldest);
      if (oldest.spilled < 0 && oldest.content) oldest.spilled = this.#spillContent(oldest.content, oldest.count);
      oldest.content = null;
      return;
    }
  }

  #spillContent(content: Content, count: number): number {
    const position = this.#spill.write(new Uint8Array(content.ids.buffer, content.ids.byteOffset, count * 8));
    this.#spill.write(new Uint8Array(content.positions.buffer, content.positions.byteOffset, count * 8));
    return position;
  }
}

function emptyContent(): Content {
  return { ids: new Float64Array(blockNodes), positions: new Int32Array(blockNodes * 2) };
}

/** Files are sorted by id nearly always; one that is not gets its blocks sorted here. */
function sorted(content: Content, count: number): Content {
  const { ids, positions } = content;
  let inOrder = true;
  for (let index = 1; index < count && inOrder; index += 1) inOrder = (ids[index - 1] ?? 0) < (ids[index] ?? 0);
  if (inOrder) return content;
  const order = Array.from({ length: count }, (_, index) => index).sort((a, b) => (ids[a] ?? 0) - (ids[b] ?? 0));
  const result = emptyContent();
  order.forEach((from, to) => {
    result.ids[to] = ids[from] ?? 0;
    result.positions[to * 2] = positions[from * 2] ?? 0;
    result.positions[to * 2 + 1] = positions[from * 2 + 1] ?? 0;
  });
  return result;
}
