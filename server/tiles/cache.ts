/**
 * Keeps the last used results up to a number of bytes. Those who ask for one that is being made wait for it,
 * so that a crowd opening the same map makes each tile once. What fails is not kept.
 */
export class ByteCache {
  private readonly kept = new Map<string, Uint8Array>();
  private readonly making = new Map<string, Promise<Made>>();
  private size = 0;
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** The bytes under `key`, made by `make` when they are not there; a result marked not to be kept is only shared. */
  async get(key: string, make: () => Promise<Made>): Promise<Made> {
    const found = this.kept.get(key);
    if (found) {
      this.kept.delete(key);
      this.kept.set(key, found);
      return { bytes: found, keep: true };
    }
    const underway = this.making.get(key);
    if (underway) return underway;
    const made = make();
    this.making.set(key, made);
    try {
      const result = await made;
      if (result.keep) this.put(key, result.bytes);
      return result;
    } finally {
      this.making.delete(key);
    }
  }

  private put(key: string, bytes: Uint8Array): void {
    this.kept.set(key, bytes);
    this.size += costOf(key, bytes);
    for (const [oldest, old] of this.kept) {
      if (this.size <= this.limit) break;
      this.kept.delete(oldest);
      this.size -= costOf(oldest, old);
    }
  }
}

export type Made = { bytes: Uint8Array; keep: boolean };

/** An empty tile costs its key and its place in the map. */
function costOf(key: string, bytes: Uint8Array): number {
  return bytes.byteLength + 2 * key.length + 100;
}
