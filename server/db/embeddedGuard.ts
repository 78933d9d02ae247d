import { PGlite } from '@electric-sql/pglite';

type StreamOptions = Parameters<PGlite['execProtocolRawStream']>[1];

const code = (letter: string) => letter.charCodeAt(0);
const query = code('Q');
const sync = code('S');
const errorResponse = code('E');
const readyForQuery = code('Z');
const notificationResponse = code('A');

/** What answers a message of the client when it went well; one of these tags or an error has to be in the reply. */
const answers = new Map<number, number[]>(
  Object.entries({ P: '1', B: '2', D: 'Tn', E: 'CsI', C: '3', Q: 'Z' }).map(([asked, told]) => [
    code(asked),
    [...told].map(code),
  ]),
);
const syncMessage = Uint8Array.of(sync, 0, 0, 0, 4);
const failure = errorMessage({
  S: 'FATAL',
  V: 'FATAL',
  C: 'XX000',
  M: '几何计算失败 geometry operation failed: the embedded database met an exception it could not report, and starts again',
  H: '检查几何是否有效；若反复出现请改用 PostgreSQL。 Check the geometry with st_isvalid; use PostgreSQL if it recurs.',
});
const ready = Buffer.from([readyForQuery, 0, 0, 0, 5, code('I')]);
const failureAndReady = Buffer.concat([failure, ready]);
/** What a broken database still answers: clients read an error only when they are told that it was all. */
const refusals = new Map<number, Uint8Array>([
  [query, failureAndReady],
  [sync, failureAndReady],
]);

/**
 * The embedded database with its answers watched at the wire protocol.
 *
 * A trap of the machine below (memory out of bounds, stack too deep) vanishes in PGlite: no error is sent, the transaction would
 * commit, and PostgreSQL's own state is no longer sound. It is known by the missing answer; the client is told, nothing more is
 * run, and `onBroken` has to end this instance, as PostgreSQL does after a crash. Nothing acknowledged is lost by that.
 * Exceptions of the geometry libraries do not come this far, see `embeddedExceptions.ts`.
 *
 * One session serves every client, so a client that has begun a sequence of messages keeps it until its Sync.
 */
export class GuardedPGlite extends PGlite {
  onBroken: () => void = () => {};
  /** Hears what a committed transaction told by NOTIFY: the one session of the database is told after each commit. */
  onNotified: (channel: string, payload: string) => void = () => {};
  #broken = false;
  /** An error was reported and everything up to the next Sync is skipped unanswered. */
  #skipping = false;
  /** Messages were taken whose Sync has not come yet. */
  #unsynced = false;

  override async execProtocolRawStream(request: Uint8Array, options: StreamOptions): Promise<void> {
    const kind = request[0] ?? 0;
    if (this.#broken) return options.onRawData(refusals.get(kind) ?? new Uint8Array());
    const expected = answers.get(kind);
    if (kind === sync) this.#unsynced = false;
    else if (expected && kind !== query) this.#unsynced = true;
    // After an error PGlite says ReadyForQuery at once and again at the Sync, so that clients would take the next answer for this.
    const reply = new Reply(expected && kind !== query ? readyForQuery : null, this.onNotified);
    await super.execProtocolRawStream(request, {
      ...options,
      onRawData: (bytes) => reply.pass(bytes, options.onRawData),
    });
    const failed = reply.tags.has(errorResponse);
    const swallowed = expected && !failed && !this.#skipping && !expected.some((tag) => reply.tags.has(tag));
    this.#skipping = kind !== sync && kind !== query && (failed || this.#skipping);
    if (!swallowed) return;
    this.#broken = true;
    options.onRawData(refusals.get(kind) ?? failure);
    this.onBroken();
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

/** Reads the messages of one reply out of bytes that may be cut anywhere, and leaves out those of one type. */
class Reply {
  readonly tags = new Set<number>();
  readonly #without: number | null;
  readonly #onNotified: (channel: string, payload: string) => void;
  /** What has come so far of a notification. */
  #notification: Uint8Array[] | null = null;
  /** The beginning of a message whose type and length have not come whole yet; at most four bytes. */
  #header: Uint8Array = new Uint8Array();
  /** How many bytes of the current message are still to come, and whether they are passed on. */
  #rest = 0;
  #passing = true;

  constructor(without: number | null, onNotified: (channel: string, payload: string) => void) {
    this.#without = without;
    this.#onNotified = onNotified;
  }

  pass(chunk: Uint8Array, onward: (bytes: Uint8Array) => void): void {
    const bytes = this.#header.length > 0 ? Buffer.concat([this.#header, chunk]) : chunk;
    let from = 0;
    let at = 0;
    this.#header = new Uint8Array();
    while (at < bytes.length) {
      if (this.#rest === 0) {
        if (bytes.length - at < 5) break;
        const tag = bytes[at] ?? 0;
        this.tags.add(tag);
        if (this.#passing && tag === this.#without) onward(bytes.subarray(from, at));
        if (!this.#passing) from = at;
        this.#passing = tag !== this.#without;
        this.#notification = tag === notificationResponse ? [] : null;
        this.#rest = 1 + new DataView(bytes.buffer, bytes.byteOffset + at + 1, 4).getUint32(0);
      }
      const taken = Math.min(this.#rest, bytes.length - at);
      this.#notification?.push(bytes.slice(at, at + taken));
      at += taken;
      this.#rest -= taken;
      if (this.#rest === 0) this.#tellNotification();
    }
    this.#header = bytes.slice(at);
    if (this.#passing && at > from) onward(bytes.subarray(from, at));
  }

  /** Behind the header of five bytes and the process of four: the channel and the payload, each ended by a zero. */
  #tellNotification(): void {
    if (!this.#notification) return;
    const [channel = '', payload = ''] = Buffer.concat(this.#notification).subarray(9).toString().split('\0');
    this.#notification = null;
    this.#onNotified(channel, payload);
  }
}

function errorMessage(fields: Record<string, string>): Uint8Array {
  const texts = Object.entries(fields).map(([name, value]) => `${name}${value}\0`);
  const body = Buffer.from(`${texts.join('')}\0`);
  const header = Buffer.from([errorResponse, 0, 0, 0, 0]);
  header.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([header, body]);
}
