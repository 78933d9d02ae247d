import type { ReactNode } from 'react';
import { useTheme } from '../../app/theme.ts';
import type { MapTokens } from '../../app/tokens.ts';
import type { LayerId } from '../../map/layerIds.ts';

/** A small picture of how a layer is drawn. */
export function Swatch({ layer }: { layer: LayerId }) {
  const { map } = useTheme().tokens;
  return (
    <svg width={22} height={18} viewBox="0 0 22 18" aria-hidden="true">
      {pictureOf(layer, map)}
    </svg>
  );
}

function pictureOf(layer: LayerId, map: MapTokens): ReactNode {
  switch (layer) {
    case 'terrain':
      return (
        <g fill="none" stroke={map.contour} strokeWidth={1.3}>
          <ellipse cx={11} cy={9} rx={9.5} ry={7} />
          <ellipse cx={12} cy={9} rx={5.6} ry={4} />
          <ellipse cx={13} cy={9} rx={2} ry={1.4} />
        </g>
      );
    case 'landuse':
      return (
        <g>
          <rect x={1} y={2} width={20} height={14} rx={3} fill={map.wood} />
          <path d="M1 12c4-3 7 1 11-1s6-4 9-2v4a3 3 0 0 1-3 3H4a3 3 0 0 1-3-3z" fill={map.water} stroke={map.bank} />
        </g>
      );
    case 'building':
      return (
        <g fill={map.building.home} stroke={map.building.ruinEdge}>
          <path d="M2 4h11v5h7v6H2z" />
        </g>
      );
    case 'street':
      return (
        <g fill="none" strokeLinecap="round">
          <path d="M2 14L20 5" stroke={map.labelMuted} strokeWidth={6} opacity={0.55} />
          <path d="M2 14L20 5" stroke={map.street} strokeWidth={4} />
        </g>
      );
    case 'border':
      return <path d="M1 9h20" stroke={map.border} strokeWidth={2} strokeDasharray="6 3" fill="none" />;
    case 'grid':
      return <Rectangles hues={map.zones} opacity={0.4} />;
    case 'lane':
      return (
        <rect
          x={2}
          y={3}
          width={18}
          height={12}
          rx={3}
          fill="none"
          stroke={map.zonesStrong[0]}
          strokeWidth={1.4}
          strokeDasharray="1.5 2"
        />
      );
    case 'household':
      return (
        <g strokeWidth={1.6}>
          <circle cx={7} cy={9} r={4.2} fill={map.visitAges[1]} />
          <circle cx={16} cy={9} r={3.6} fill="none" stroke={map.visitAges[1]} />
        </g>
      );
    case 'visit':
      return (
        <g opacity={0.75}>
          <circle cx={7} cy={9} r={6} fill={map.visitAges[0]} />
          <circle cx={15} cy={9} r={6} fill={map.visitAges[3]} />
        </g>
      );
    case 'keyPerson':
      return <circle cx={11} cy={9} r={6} fill="none" stroke={map.keyPerson} strokeWidth={2.4} />;
    case 'link':
      return (
        <g>
          <path d="M6 15C8 5 14 4 20 10" fill="none" stroke={map.member} strokeWidth={1.6} />
          <path d="M5 16V4l7 3-7 3" fill={map.member} />
        </g>
      );
    case 'place':
      return (
        <g>
          <circle cx={11} cy={9} r={7.2} fill={map.place.disc} stroke={map.place.edge} />
          <path d="M11 4.6l1.3 2.9 3.1.3-2.3 2.1.7 3.1-2.8-1.6-2.8 1.6.7-3.1-2.3-2.1 3.1-.3z" fill={map.place.glyph} />
        </g>
      );
    case 'asset':
      return (
        <rect x={2} y={3} width={18} height={12} rx={1} fill={`${map.asset}22`} stroke={map.asset} strokeWidth={2} />
      );
    case 'hazard':
      return (
        <g>
          <path d="M4.6 3h4l2.8 2.8v4L8.6 12.6h-4L1.8 9.8v-4z" fill={map.hazards[0]} transform="translate(-1 1)" />
          <path d="M15 5l6 10H9z" fill={map.hazards[1]} />
        </g>
      );
  }
}

function Rectangles({ hues, opacity }: { hues: readonly string[]; opacity: number }) {
  return (
    <g strokeWidth={1.6}>
      <rect x={1.5} y={3} width={9} height={12} fill={hues[0]} fillOpacity={opacity} stroke={hues[0]} />
      <rect x={11.5} y={3} width={9} height={12} fill={hues[4]} fillOpacity={opacity} stroke={hues[4]} />
    </g>
  );
}
