import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

type Shelf = DBSchema & { waiting: { key: string; value: unknown } };

let opened: Promise<IDBPDatabase<Shelf>> | null = null;
let isEmptied = false;

function shelf(): Promise<IDBPDatabase<Shelf>> {
  opened ??= openDB<Shelf>('cuntu.outbox', 1, { upgrade: (database) => void database.createObjectStore('waiting') });
  return opened;
}

/**
 * What waits for a server out of reach is kept by the browser, so that closing the window loses none of it. Keys begin with
 * the account, and values name nobody. Where the browser keeps nothing, as in some private windows, `keep` answers false.
 */
export async function keep(key: string, value: unknown): Promise<boolean> {
  // Whoever has signed out leaves nothing, however late a window hears of it.
  if (isEmptied) return false;
  return shelf()
    .then((database) => database.put('waiting', value, key))
    .then(
      () => true,
      () => false,
    );
}

export async function drop(key: string): Promise<void> {
  await shelf()
    .then((database) => database.delete('waiting', key))
    .catch(() => undefined);
}

/** What is kept under keys that begin so, in their order. Values come as they were kept, from whichever version of the program. */
export async function keptUnder(start: string): Promise<unknown[]> {
  return shelf()
    .then((database) => database.getAll('waiting', under(start)))
    .catch(() => []);
}

/** What windows that are gone have left in places under names that begin so, by the key of each place. */
export async function keptPlaces(start: string): Promise<ReadonlyMap<string, unknown>> {
  if (!('locks' in navigator)) return new Map();
  const look = async () => {
    const database = await shelf();
    const keys = await database.getAllKeys('waiting', under(start));
    const { held = [] } = await navigator.locks.query();
    const taken = new Set(held.map(({ name }) => name));
    const left = keys.filter((key) => !taken.has(key));
    return new Map(await Promise.all(left.map(async (key) => [key, await database.get('waiting', key)] as const)));
  };
  return look().catch(() => new Map());
}

/** With signing out, in every window. */
export async function emptyOutbox(): Promise<void> {
  isEmptied = true;
  await shelf()
    .then((database) => database.clear('waiting'))
    .catch(() => undefined);
}

/** Where one window keeps what it has not sent. */
export type Place = {
  /** Null where the browser knows no locks, without which what windows have left cannot be told from what they still send. */
  key: string | null;
  /** Resolves once what windows now gone have left was handed over, or after a second. */
  looked: Promise<unknown>;
  /** What is still kept here goes to whoever takes a place under the same name, now or later. */
  leave: () => void;
};

/**
 * A place of this window's own under a name. What windows that are gone have left under that name is handed to `inherit`, as
 * soon as the browser knows that they are gone: of a page loaded anew that may take a while on a slow machine. It stays kept
 * in the old place until `inherit` has resolved.
 */
export function takePlace(name: string, inherit: (left: unknown) => Promise<void>): Place {
  if (!('locks' in navigator)) return { key: null, looked: Promise.resolve(), leave: () => undefined };
  const key = `${name}/${crypto.randomUUID()}`;
  const leaving = new AbortController();
  const { signal } = leaving;
  const left = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  void navigator.locks.request(key, () => left);
  const inheritFrom = async (place: string) => {
    const value = await shelf().then((database) => database.get('waiting', place));
    if (value === undefined) return;
    await inherit(value);
    await drop(place);
  };
  const look = async () => {
    const places = await shelf().then((database) => database.getAllKeys('waiting', under(`${name}/`)));
    await Promise.all(places.map((place) => navigator.locks.request(place, { signal }, () => inheritFrom(place))));
  };
  const wholeLook = look().catch(() => undefined);
  const second = new Promise((resolve) => setTimeout(resolve, 1000));
  return { key, looked: Promise.race([wholeLook, second]), leave: () => leaving.abort() };
}

function under(start: string): IDBKeyRange {
  return IDBKeyRange.bound(start, `${start}\uffff`);
}
