/** A small seeded generator of pseudo-random numbers, the same on every machine. */
export type Random = {
  /** A number in [0, 1). */
  next: () => number;
  /** A number in [low, high). */
  between: (low: number, high: number) => number;
  /** A whole number from low to high, both included. */
  whole: (low: number, high: number) => number;
  chance: (probability: number) => boolean;
  pick: <Item>(items: readonly [Item, ...Item[]] | readonly Item[]) => Item;
  /** One of the items, each as likely as its weight. */
  weighted: <Item>(items: readonly (readonly [Item, number])[]) => Item;
  shuffled: <Item>(items: readonly Item[]) => Item[];
};

/** FNV-1a, so that every subject draws from a stream of its own and a new subject shifts no other. */
function hash(text: string): number {
  let value = 2166136261;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16777619);
  return value >>> 0;
}

/** A stream of random numbers (mulberry32) of its own for each subject. */
export function random(subject: string): Random {
  let state = hash(`cuntu ${subject}`);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const between = (low: number, high: number) => low + (high - low) * next();
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    whole,
    chance: (probability) => next() < probability,
    pick: (items) => itemAt(items, Math.floor(next() * items.length)),
    weighted: (items) => {
      let rest = next() * items.reduce((total, [, weight]) => total + weight, 0);
      const found = items.find(([, weight]) => {
        rest -= weight;
        return rest < 0;
      });
      return (found ?? itemAt(items, items.length - 1))[0];
    },
    shuffled: (items) => {
      const result = [...items];
      for (let index = result.length - 1; index > 0; index--) {
        const other = whole(0, index);
        const kept = itemAt(result, index);
        result[index] = itemAt(result, other);
        result[other] = kept;
      }
      return result;
    },
  };
}

/** The item at an index that is known to exist; throws when it does not. */
export function itemAt<Item>(items: readonly Item[], index: number): Item {
  const item = items.at(index);
  if (item === undefined) throw new Error(`no item ${index} among ${items.length}`);
  return item;
}
