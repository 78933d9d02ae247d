import { useTheme } from '../app/theme.ts';

/** Octagon, triangle, diamond, circle: the shape repeats what the colour says. */
const shapes = [
  'M7.03 1h9.94L23 7.03v9.94L16.97 23H7.03L1 16.97V7.03z',
  'M12 1.6 23.4 21.6H.6z',
  'M12 .8 23.2 12 12 23.2.8 12z',
  'M12 1a11 11 0 1 1 0 22 11 11 0 0 1 0-22z',
];

/** The mark of a hazard's severity, 1 to 4, as on the map. It is silent: the words beside it say the same. */
export function HazardMark({
  severity,
  size = 20,
  faded = false,
  late = false,
}: {
  severity: number;
  size?: number;
  faded?: boolean;
  /** Past its day: a clock at its corner, as on the map. */
  late?: boolean;
}) {
  const { map, text, surface } = useTheme().tokens;
  const index = Math.min(4, Math.max(1, severity)) - 1;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden="true"
      style={{ flex: 'none', overflow: 'visible' }}
      data-late={late}
    >
      <path d={shapes[index]} fill={faded ? map.hazardClosed : map.hazards[index]} />
      <text
        x="12"
        y={severity === 2 ? 19.2 : 16.8}
        textAnchor="middle"
        fontSize="13.5"
        fontWeight="700"
        fill={faded ? '#FFFFFF' : map.onHazard[index]}
      >
        {severity}
      </text>
      {late && (
        <g transform="translate(21 3)">
          <circle r="6.5" fill={text} stroke={surface} strokeWidth="2" />
          <path d="M0-3.2V0l2.4 1.4" fill="none" stroke={surface} strokeWidth="1.8" strokeLinecap="round" />
        </g>
      )}
    </svg>
  );
}
