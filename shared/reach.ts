/**
 * Rows of places as half-open ranges of codes: a code's prefix is its parent, so an area is the range from its code to
 * its code and a colon, the character after 9. Codes compare bytewise.
 */
export type CodeRange = { low: string; high: string };

export function rangeOf(areaCode: string): CodeRange {
  return { low: areaCode, high: `${areaCode}:` };
}

/** The same codes in as few ranges as possible, in their order. */
export function mergeRanges(ranges: readonly CodeRange[]): CodeRange[] {
  const sorted = ranges.toSorted((a, b) => (a.low < b.low ? -1 : a.low > b.low ? 1 : a.high < b.high ? -1 : 1));
  const merged: CodeRange[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (!last || range.low > last.high) merged.push({ ...range });
    else if (range.high > last.high) last.high = range.high;
  }
  return merged;
}

export function covers(ranges: readonly CodeRange[], code: string): boolean {
  return ranges.some(({ low, high }) => code >= low && code < high);
}
