import type { Hexagon } from '../../../../shared/pattern.ts';
import { perThousand } from '../../../../shared/pattern.ts';

/** What a colour tells: how many, or how many for the households there. */
export const measures = ['count', 'perThousand'] as const;
export type Measure = (typeof measures)[number];

/** Most classes of a ramp. */
export const mostClasses = 5;

/** The value of a cell; null where nobody lives and it is asked for per household. */
export function measured(
  { count, households }: Pick<Hexagon, 'count' | 'households'>,
  measure: Measure,
): number | null {
  return measure === 'count' ? count : perThousand(count, households);
}

/**
 * Lower bounds of at most five classes of positive values, ascending, each with about as many of them; fewer where there
 * are not so many different ones.
 */
export function classBreaks(values: readonly number[]): number[] {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  const breaks: number[] = [];
  for (let each = 0; each < mostClasses; each++) {
    const value = sorted[Math.floor((each * sorted.length) / mostClasses)];
    if (value !== undefined && value > (breaks.at(-1) ?? 0)) breaks.push(value);
  }
  return breaks;
}

/** The class of a value among lower bounds; -1 below all of them. */
export function classOf(value: number, breaks: readonly number[]): number {
  return breaks.findLastIndex((bound) => value >= bound);
}

/** The colour of a class: the ramp is spread over the classes there are, so that the highest always has its end. */
export function colourOfClass(index: number, classes: number, ramp: readonly string[]): string {
  const place = classes < 2 ? ramp.length - 1 : Math.round((index * (ramp.length - 1)) / (classes - 1));
  return ramp[place] ?? '#888888';
}
