import { useTheme } from '../../app/theme.ts';
import type { MapTokens } from '../../app/tokens.ts';
import styles from './session.module.css';
import {
  blocks,
  contours,
  fields,
  type House,
  houses,
  orchard,
  sheet,
  shore,
  stream,
  streets,
} from './villageSheet.ts';

/** A printed sheet of an invented village behind the sign-in, in the very colours of the map. */
export function VillageSheet() {
  const { map } = useTheme().tokens;
  return (
    <svg
      className={styles.sheet}
      viewBox={`0 0 ${sheet.width} ${sheet.height}`}
      preserveAspectRatio="xMaxYMid slice"
      aria-hidden="true"
    >
      <rect width={sheet.width} height={sheet.height} fill={map.land} />
      <Ground map={map} />
      <Water map={map} />
      <Streets map={map} />
      <Grids map={map} />
      <Houses map={map} />
    </svg>
  );
}

function Ground({ map }: { map: MapTokens }) {
  const shades = [map.field, ...map.fieldAlternates];
  return (
    <>
      {fields.map(({ outline, shade }) => (
        <path key={outline} d={outline} fill={shades[shade] ?? map.field} />
      ))}
      <path d="M52 548H560L572 724H60Z" fill={map.orchard} />
      {orchard.map(([x, y]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r={5} fill={map.orchardTree} />
      ))}
      <path d={contours[1]} fill={map.wood} />
      {contours.map((outline, index) => (
        <path
          key={outline}
          d={outline}
          fill="none"
          stroke={map.contour}
          strokeWidth={index % 4 === 1 ? 1.6 : 0.8}
          opacity={0.7}
        />
      ))}
    </>
  );
}

function Water({ map }: { map: MapTokens }) {
  return (
    <>
      <path d={stream} fill="none" stroke={map.bank} strokeWidth={22} />
      <path d={stream} fill="none" stroke={map.water} strokeWidth={19} />
      <path d={shore(0)} fill={map.water} stroke={map.bank} strokeWidth={1.5} />
      <path d={shore(1)} fill={map.waterDeep} opacity={0.35} />
      <path d={shore(2)} fill={map.waterDeep} opacity={0.45} />
    </>
  );
}

function Streets({ map }: { map: MapTokens }) {
  return (
    <>
      {[
        { stroke: map.streetCasing, strokeWidth: 13 },
        { stroke: map.street, strokeWidth: 10 },
      ].map((pen) => (
        <g key={pen.stroke} fill="none" strokeLinecap="round" {...pen}>
          {streets.map((street) => (
            <path key={street} d={street} />
          ))}
        </g>
      ))}
    </>
  );
}

function Houses({ map }: { map: MapTokens }) {
  const { building } = map;
  return (
    <g stroke={building.edge} strokeWidth={0.6}>
      <path d="M874 402H952V436H874Z M962 402H1026V426H962Z" fill={building.public} />
      <path d="M874 470H1026V500H874Z" fill={map.square} stroke="none" />
      {houses.map((house) => (
        <HouseOf key={house.at.join(' ')} house={house} map={map} />
      ))}
    </g>
  );
}

function HouseOf({ house, map }: { house: House; map: MapTokens }) {
  const { building } = map;
  const [x, y] = house.at;
  if (house.isEmpty) return null;
  return (
    <g transform={`translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${house.turn.toFixed(2)})`}>
      <path d="M-11.5 0H11.5V28H-11.5Z" fill={map.yard} strokeWidth={0.4} />
      <path d="M-11.5 0H11.5V11H-11.5Z" fill={building.home} />
      {house.wing === 'left' && <path d="M-11.5 11H-5V24H-11.5Z" fill={building.wing} />}
      {house.wing === 'right' && <path d="M5 11H11.5V24H5Z" fill={building.wing} />}
      <circle cy={17} r={3.6} fill={map.visitAges[house.shade]} stroke={map.discStroke} strokeWidth={0.8} />
    </g>
  );
}

function Grids({ map }: { map: MapTokens }) {
  return blocks.map(({ number, outline, centre: [x, y] }) => {
    const colour = map.zones[number - 1] ?? map.border;
    return (
      <g key={number}>
        <path d={outline} fill={colour} fillOpacity={map.zoneFillOpacity} stroke={colour} strokeWidth={2} />
        <rect
          x={x - 17}
          y={y - 13}
          width={34}
          height={26}
          rx={13}
          fill={map.place.disc}
          stroke={colour}
          strokeWidth={1.5}
        />
        <text x={x} y={y + 5} textAnchor="middle" fontSize={14} fontWeight={600} fill={map.label}>
          {number}
        </text>
      </g>
    );
  });
}
