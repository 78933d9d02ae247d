const width = 120;
const height = 24;

/** A small line of counts over time, from nothing to its own most. */
export function Sparkline({ counts, label }: { counts: readonly number[]; label: string }) {
  const most = Math.max(1, ...counts);
  const step = counts.length > 1 ? width / (counts.length - 1) : 0;
  const points = counts.map((count, index) => `${index * step},${height - 2 - (count / most) * (height - 4)}`);
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <polyline points={points.join(' ')} fill="none" stroke="var(--accent)" strokeWidth={1.5} />
    </svg>
  );
}
