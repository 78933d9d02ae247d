import type { ColumnsOf } from '../../../../shared/columns.ts';
import type { Combine } from '../../../map/drawing/pen.ts';

/** What is selected after something was caught. A single click on what is selected with a key held takes it out again. */
export function combined(selected: ReadonlySet<number>, caught: readonly number[], how: Combine): ReadonlySet<number> {
  switch (how) {
    case 'replace':
      return new Set(caught);
    case 'add':
      return new Set([...selected, ...caught]);
    case 'remove': {
      const dropped = new Set(caught);
      return new Set([...selected].filter((id) => !dropped.has(id)));
    }
  }
}

/** Selected when all of them were not, and else no longer: what Shift or Ctrl with a click mean. */
export function toggled(selected: ReadonlySet<number>, ids: readonly number[]): ReadonlySet<number> {
  return combined(selected, ids, ids.every((id) => selected.has(id)) ? 'remove' : 'add');
}

export function inverted(all: Iterable<number>, selected: ReadonlySet<number>): ReadonlySet<number> {
  return new Set([...all].filter((id) => !selected.has(id)));
}

/** What a pasted list of household numbers names: ids of those found, and the words that name nobody. */
export type Pasted = { ids: number[]; unknown: string[]; repeated: number };

/**
 * Reads numbers separated by anything that cannot be part of one, full-width digits included. A number that several
 * villages use names all of its households.
 */
export function householdsOfNumbers(
  text: string,
  { id, number }: Pick<ColumnsOf<'household'>, 'id' | 'number'>,
): Pasted {
  const byNumber = new Map<string, number[]>();
  number.forEach((each, row) => {
    const key = each.toUpperCase();
    const list = byNumber.get(key);
    if (list) list.push(id[row] ?? 0);
    else byNumber.set(key, [id[row] ?? 0]);
  });
  const words = text
    .normalize('NFKC')
    .split(/[\s,;、，；|"']+/)
    .filter(Boolean);
  const distinct = [...new Set(words.map((word) => word.toUpperCase()))];
  return {
    ids: distinct.flatMap((word) => byNumber.get(word) ?? []),
    unknown: distinct.filter((word) => !byNumber.has(word)),
    repeated: words.length - distinct.length,
  };
}
