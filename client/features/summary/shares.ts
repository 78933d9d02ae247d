/** Length of each bar of a list, 0 to 1 of the longest; all nothing when there is nothing to count. */
export function barLengths(counts: readonly number[]): number[] {
  const longest = Math.max(0, ...counts);
  return counts.map((count) => (longest === 0 ? 0 : count / longest));
}

/** Widths in per cent of the parts of one bar; a part that is not nothing keeps at least 2 % so that it can be seen. */
export function segmentWidths(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return counts.map(() => 0);
  const raised = counts.map((count) => (count === 0 ? 0 : Math.max(2, (count / total) * 100)));
  const raisedTotal = raised.reduce((sum, width) => sum + width, 0);
  return raised.map((width) => (width / raisedTotal) * 100);
}

/** The list with the member taken out when it is in, put in when it is not: one click on a bar of a chart. */
export function toggled<Member>(list: readonly Member[], member: Member): Member[] {
  return list.includes(member) ? list.filter((each) => each !== member) : [...list, member];
}
