import bus from '@mapbox/maki/icons/bus.svg?raw';
import water from '@mapbox/maki/icons/drinking-water.svg?raw';
import fireStation from '@mapbox/maki/icons/fire-station.svg?raw';
import fuel from '@mapbox/maki/icons/fuel.svg?raw';
import market from '@mapbox/maki/icons/grocery.svg?raw';
import harbour from '@mapbox/maki/icons/harbor.svg?raw';
import clinic from '@mapbox/maki/icons/hospital.svg?raw';
import factory from '@mapbox/maki/icons/industry.svg?raw';
import culture from '@mapbox/maki/icons/library.svg?raw';
import other from '@mapbox/maki/icons/marker.svg?raw';
import parking from '@mapbox/maki/icons/parking.svg?raw';
import worship from '@mapbox/maki/icons/place-of-worship.svg?raw';
import kindergarten from '@mapbox/maki/icons/playground.svg?raw';
import police from '@mapbox/maki/icons/police.svg?raw';
import station from '@mapbox/maki/icons/rail.svg?raw';
import restaurant from '@mapbox/maki/icons/restaurant.svg?raw';
import school from '@mapbox/maki/icons/school.svg?raw';
import shelter from '@mapbox/maki/icons/shelter.svg?raw';
import shop from '@mapbox/maki/icons/shop.svg?raw';
import committee from '@mapbox/maki/icons/star.svg?raw';
import toilet from '@mapbox/maki/icons/toilet.svg?raw';
import hall from '@mapbox/maki/icons/town-hall.svg?raw';
import settlement from '@mapbox/maki/icons/village.svg?raw';
import canteen from '@rapideditor/temaki/icons/hotpot.svg?raw';
import power from '@rapideditor/temaki/icons/power.svg?raw';
import elderlyCare from '@rapideditor/temaki/icons/social_facility.svg?raw';
import type { PlaceCategory } from '../../shared/place.ts';

/** One glyph per category, as SVG. */
export const placeGlyphs: Record<PlaceCategory, string> = {
  committee,
  hall,
  canteen,
  clinic,
  school,
  kindergarten,
  shelter,
  elderlyCare,
  police,
  fireStation,
  market,
  shop,
  restaurant,
  culture,
  worship,
  harbour,
  factory,
  fuel,
  parking,
  busStop: bus,
  toilet,
  water,
  power,
  station,
  settlement,
  other,
};

/** The outlines of a glyph for a canvas, and the side of the square they are drawn in. */
export function glyphOf(category: PlaceCategory): { side: number; paths: string[] } {
  const side = Number(/viewBox="0 0 ([\d.]+)/.exec(placeGlyphs[category])?.[1] ?? 15);
  const paths = [...placeGlyphs[category].matchAll(/\sd="([^"]+)"/g)].map((match) =>
    (match[1] ?? '').replaceAll(/&#x[A9];/g, ' '),
  );
  return { side, paths };
}
