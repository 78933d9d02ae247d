import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTheme } from '../../../app/theme.ts';
import type { Tokens } from '../../../app/tokens.ts';
import { piecesShown } from '../map/mapFacts.ts';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import styles from './balance.module.css';

/** What can be seen on the map while a plan is worked on. */
const signs = [
  'under',
  'within',
  'over',
  'joined',
  'nobody',
  'several',
  'moved',
  'arrow',
  'piece',
  'locked',
  'member',
] as const;
type Sign = (typeof signs)[number];

/** What the map's colours and signs say: those that are on it now. */
export function MapKey({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const { tokens } = useTheme();
  const seen = useSeen(now);
  return (
    <ul className={styles.mapKey} aria-label={t('reassign.key.title')}>
      {signs
        .filter((sign) => seen[sign])
        .map((sign) => (
          <li key={sign}>
            <svg width={18} height={14} viewBox="0 0 18 14" aria-hidden>
              {pictureOf(sign, tokens)}
            </svg>
            {t(`reassign.key.${sign === 'nobody' && now.slot === 'member' ? 'noMember' : sign}`)}
          </li>
        ))}
    </ul>
  );
}

function useSeen(now: ReassignNow): Record<Sign, boolean> {
  const gap = useReassignStore((store) => store.gap);
  const { slot, draft, preview, locks, target } = now;
  const isMember = slot === 'member';
  const isTouched = !isMember && preview.zones.length > 0;
  const isMoving = draft.net.length + preview.moves.length > 0;
  return {
    under: isTouched,
    within: isTouched,
    over: isTouched,
    joined: !isMember,
    nobody: true,
    several: true,
    moved: isMoving,
    arrow: isMoving,
    piece: piecesShown(now, gap?.gap.kind === 'scattered' ? gap.gap.id : target).length > 0,
    locked: locks.length > 0,
    member: isMember,
  };
}

function pictureOf(sign: Sign, { map, accent, danger, surface }: Tokens): ReactNode {
  const [first, second] = map.zonesStrong;
  const disc = { cx: 9, cy: 7, r: 4.5, strokeWidth: 2.4 };
  switch (sign) {
    case 'under':
    case 'within':
    case 'over':
      return <rect x={2} y={2} width={14} height={10} rx={2} fill={map.balance[sign]} stroke={map.labelMuted} />;
    case 'joined':
      return (
        <g fill={first}>
          <path d="M4 7h10" stroke={first} strokeWidth={1.5} />
          <circle cx={4} cy={7} r={3} />
          <circle cx={14} cy={7} r={3} />
        </g>
      );
    case 'nobody':
      return <circle {...disc} fill={map.discStroke} stroke={map.hazardClosed} />;
    case 'several':
      return (
        <g>
          <circle {...disc} r={5.5} strokeWidth={1.8} fill={map.discStroke} stroke={first} />
          <text x={9} y={10} fontSize={8} fontWeight={600} textAnchor="middle" fill={first}>
            6
          </text>
        </g>
      );
    case 'moved':
      return <circle {...disc} fill={first} stroke={second} />;
    case 'arrow':
      return (
        <g fill={accent}>
          <path d="M1 7h10" stroke={accent} strokeWidth={2.5} />
          <path d="M10 2.5L17 7l-7 4.5z" />
        </g>
      );
    case 'piece':
      return (
        <g>
          <circle {...disc} r={6} fill={danger} />
          <text x={9} y={10} fontSize={8} fontWeight={600} textAnchor="middle" fill={surface}>
            2
          </text>
        </g>
      );
    case 'locked':
      return (
        <g fill={map.label}>
          <path d="M6 7V5a3 3 0 0 1 6 0v2" fill="none" stroke={map.label} strokeWidth={1.6} />
          <rect x={4.5} y={6.5} width={9} height={6.5} rx={1.2} />
        </g>
      );
    case 'member':
      return (
        <g fill={map.member}>
          <path d="M5 1v12" stroke={map.member} strokeWidth={1.6} />
          <path d="M5 1.5h9l-2.5 3 2.5 3H5z" />
        </g>
      );
  }
}
