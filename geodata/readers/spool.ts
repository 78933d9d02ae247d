import { deserialize, serialize } from 'node:v8';
import { SpillFile } from './spillFile.ts';

const batchSize = 4096;

type Stored = { bytes: Buffer } | { position: number; length: number };

/** Items put aside in order to be gone through later; what passes `bytesInMemory` lies in a temporary file. */
export class Spool<Item> {
  #open: Item[] = [];
  #inMemory = 0;
  readonly #stored: Stored[] = [];
  readonly #spill = new SpillFile();
  readonly #bytesInMemory: number;

  constructor(bytesInMemory = 64 << 20) {
    this.#bytesInMemory = bytesInMemory;
  }

  add(item: Item): void {
    this.#open.push(item);
    if (this.#open.length >= batchSize) this.#store();
  }

  *batches(): Generator<Item[]> {
    for (const stored of this.#stored) {
      const bytes = 'bytes' in stored ? stored.bytes : this.#spill.read(stored.position, stored.length);
      const items: Item[] = deserialize(bytes);
      yield items;
    }
    yield this.#open;
  }

  remove(): void {
    this.#spill.remove();
  }

  #store(): void {
    const bytes = serialize(this.#open);
    this.#open = [];
    if (this.#inMemory + bytes.length <= this.#bytesInMemory) {
      this.#inMemory += bytes.length;
      this.#stored.push({ bytes });
    } else {
      this.#stored.push({ position: this.#spill.write(bytes), length: bytes.length });
    }
  }
}
