/** Who has what now and had at the beginning, and what has come and gone since. Things and holders are numbered from 0. */
export type Tally = {
  /** Holder by thing, -1 for nobody. */
  current: Int32Array;
  /** Things by holder that it did not have at the beginning. */
  gained: Int32Array;
  /** Things by holder that it had at the beginning and no longer has. */
  lost: Int32Array;
  /** How many things each holder has. */
  count: Int32Array;
  /** Holders whose things are not those of the beginning. */
  touched: Set<number>;
  move(thing: number, to: number): void;
  /** What a holder has, ascending. */
  thingsOf(holder: number): number[];
};

/** A tally from the holders of the beginning; takes time in proportion to things once, and then none but for each move. */
export function tallyOf(origin: Int32Array, holders: number): Tally {
  const current = Int32Array.from(origin);
  const [gained, lost, count] = [new Int32Array(holders), new Int32Array(holders), new Int32Array(holders)];
  const touched = new Set<number>();
  // The things of a holder are a chain: a move mends four links, however many there are.
  const first = new Int32Array(holders).fill(-1);
  const next = new Int32Array(origin.length).fill(-1);
  const before = new Int32Array(origin.length).fill(-1);

  const link = (thing: number, holder: number) => {
    current[thing] = holder;
    if (holder < 0) return;
    const head = first[holder] ?? -1;
    next[thing] = head;
    before[thing] = -1;
    if (head >= 0) before[head] = thing;
    first[holder] = thing;
    count[holder] = (count[holder] ?? 0) + 1;
  };
  const unlink = (thing: number) => {
    const holder = current[thing] ?? -1;
    if (holder < 0) return;
    const [left, right] = [before[thing] ?? -1, next[thing] ?? -1];
    if (left >= 0) next[left] = right;
    else first[holder] = right;
    if (right >= 0) before[right] = left;
    count[holder] = (count[holder] ?? 0) - 1;
  };
  const note = (counts: Int32Array, holder: number, by: number) => {
    if (holder < 0) return;
    counts[holder] = (counts[holder] ?? 0) + by;
    if ((gained[holder] ?? 0) + (lost[holder] ?? 0) > 0) touched.add(holder);
    else touched.delete(holder);
  };

  for (let thing = origin.length - 1; thing >= 0; thing--) link(thing, origin[thing] ?? -1);
  return {
    current,
    gained,
    lost,
    count,
    touched,
    move: (thing, to) => {
      const [from, home] = [current[thing] ?? -1, origin[thing] ?? -1];
      if (from === to) return;
      if (from !== home) {
        note(gained, from, -1);
        note(lost, home, -1);
      }
      unlink(thing);
      link(thing, to);
      if (to !== home) {
        note(gained, to, 1);
        note(lost, home, 1);
      }
    },
    thingsOf: (holder) => {
      const things: number[] = [];
      for (let thing = first[holder] ?? -1; thing >= 0; thing = next[thing] ?? -1) things.push(thing);
      return things.sort((a, b) => a - b);
    },
  };
}
