import { PGlite } from '@electric-sql/pglite';

type StreamOptions = Parameters<PGlite['execProtocolRawStream']>[1];

const code = (letter: string) => letter.charCodeAt(0);
const query = code('Q');
const sync = code('S');
const errorResponse = code('E');
const readyForQuery = code('Z');

/** What answers a message of the client when it went well; one of these tags or an error has to be in the reply. */
const expected = new Map<number, string>([
  [code('P'), '1'],
  [code('B'), '2'],
  [code('D'), 'Tn'],
  [code('E'), 'CsIGHW'],
  [code('C'), '3'],
  [query, 'CIGHW'],
]);

const syncMessage = Uint8Array.of(sync, 0, 0, 0, 4);
const missingPortal = message('E', [...Buffer.from('cuntu swallowed exception\0'), 0, 0, 0, 0]);
const failure = message(
  'E',
  fields({
    S: 'ERROR',
    V: 'ERROR',
    C: 'XX000',
    M: '几何计算失败 geometry operation failed (the database raised an exception it could not report)',
    H: '检查几何是否自相交或越出坐标系范围 check the geometry for self-intersections and coordinates out of range (st_makevalid)',
  }),
);

/**
 * The embedded database with its answers watched at the wire protocol.
 *
 * An exception inside the geometry libraries vanishes here: no error is sent, and the transaction would commit. What was
 * swallowed is known by the missing answer, and is made an error by running a portal that does not exist: the database then
 * fails the transaction and skips to the next Sync by itself.
 * Also, one session serves every client, so a client that has begun a sequence of messages keeps it until its Sync.
 */
export class GuardedPGlite extends PGlite {
  /** An error was reported and everything up to the next Sync is skipped unanswered. */
  #skipping = false;
  /** Messages were taken whose Sync has not come yet. */
  #unsynced = false;

  override async execProtocolRawStream(request: Uint8Array, options: StreamOptions): Promise<void> {
    const kind = request[0] ?? 0;
    if (kind === query) return this.#query(request, options);
    this.#unsynced = expected.has(kind) || (this.#unsynced && kind !== sync);
    const tags = new TagReader();
    await super.execProtocolRawStream(request, {
      ...options,
      onRawData: (bytes) => {
        tags.read(bytes);
        options.onRawData(bytes);
      },
    });
    if (kind === sync) this.#skipping = false;
    else if (tags.seen.has(errorResponse)) this.#skipping = true;
    else if (!this.#skipping && swallowed(kind, tags)) {
      this.#skipping = true;
      await this.#fail();
      options.onRawData(failure);
    }
  }

  /** The answer of a simple query is held back, since it ends with a ReadyForQuery that an error has to precede. */
  async #query(request: Uint8Array, options: StreamOptions): Promise<void> {
    const tags = new TagReader();
    const parts: Uint8Array[] = [];
    await super.execProtocolRawStream(request, {
      ...options,
      onRawData: (bytes) => {
        tags.read(bytes);
        parts.push(bytes.slice());
      },
    });
    const reply = Buffer.concat(parts);
    if (!swallowed(query, tags)) return options.onRawData(reply);
    await this.#fail();
    const ready: Uint8Array[] = [];
    await super.execProtocolRawStream(syncMessage, { ...options, onRawData: (bytes) => ready.push(bytes.slice()) });
    const cut = tags.seen.has(readyForQuery) ? reply.subarray(0, -6) : reply;
    options.onRawData(Buffer.concat([cut, failure, ...ready]));
  }

  async #fail(): Promise<void> {
    await super.execProtocolRawStream(missingPortal, { onRawData: () => {} });
  }

  /** The socket server lets the same client go on while this is true. */
  override isInTransaction(): boolean {
    return this.#unsynced || super.isInTransaction();
  }

  /** The socket server rolls back what a vanished client left open, which first has to be brought to an end. */
  override async exec(...given: Parameters<PGlite['exec']>): ReturnType<PGlite['exec']> {
    if (this.#unsynced) await this.execProtocolRawStream(syncMessage, { onRawData: () => {} });
    return super.exec(...given);
  }
}

function swallowed(kind: number, tags: TagReader): boolean {
  const answers = expected.get(kind);
  if (answers === undefined || tags.seen.has(errorResponse)) return false;
  return ![...answers].some((tag) => tags.seen.has(code(tag)));
}

/** Collects the type of each message in a stream of bytes cut anywhere. */
class TagReader {
  readonly seen = new Set<number>();
  #header: number[] = [];
  #skip = 0;

  read(bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      const skipped = Math.min(this.#skip, bytes.length - at);
      at += skipped;
      this.#skip -= skipped;
      while (this.#skip === 0 && this.#header.length < 5 && at < bytes.length) this.#header.push(bytes[at++] ?? 0);
      if (this.#header.length < 5) continue;
      const [tag = 0, ...length] = this.#header;
      this.seen.add(tag);
      this.#skip = Buffer.from(length).readUInt32BE() - 4;
      this.#header = [];
    }
  }
}

function message(tag: string, body: number[]): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Uint8Array.of(code(tag), ...length, ...body);
}

function fields(values: Record<string, string>): number[] {
  return [
    ...Buffer.from(
      `${Object.entries(values)
        .map(([name, value]) => `${name}${value}\0`)
        .join('')}\0`,
    ),
  ];
}
