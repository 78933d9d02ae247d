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
    .then((database) => database.getAll('waiting', IDBKeyRange.bound(start, `${start}\uffff`)))
    .catch(() => []);
}

/** With signing out, in every window. */
export async function emptyOutbox(): Promise<void> {
  isEmptied = true;
  await shelf()
    .then((database) => database.clear('waiting'))
    .catch(() => undefined);
}

/**
 * Keeps all other windows of this browser from sending what is kept under a name until the answer is called; null when
 * another one does, or the browser knows no locks.
 */
export async function holdAlone(name: string): Promise<(() => void) | null> {
  if (!('locks' in navigator)) return null;
  return new Promise((resolve) => {
    navigator.locks
      .request(name, { signal: AbortSignal.timeout(lockRest) }, () => new Promise<void>((release) => resolve(release)))
      .catch(() => resolve(null));
  });
}

/** Milliseconds that a window waits for another to let go, as one does when a page is loaded anew. */
const lockRest = 1000;
