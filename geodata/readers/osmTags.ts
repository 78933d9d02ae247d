import type { BuildingKind, StreetKind } from '../../shared/base.ts';
import type { LandformKind } from '../../shared/landform.ts';
import type { PlaceCategory } from '../../shared/place.ts';
import type { Tags } from './osmElement.ts';

// How the tags of OpenStreetMap become kinds of the map; see https://wiki.openstreetmap.org/wiki/Map_features.

const streets: Record<string, StreetKind> = {
  motorway: 'highway',
  motorway_link: 'highway',
  trunk: 'highway',
  trunk_link: 'highway',
  primary: 'highway',
  primary_link: 'highway',
  secondary: 'main',
  secondary_link: 'main',
  tertiary: 'main',
  tertiary_link: 'main',
  unclassified: 'street',
  residential: 'street',
  road: 'street',
  busway: 'street',
  living_street: 'lane',
  service: 'lane',
  pedestrian: 'lane',
  track: 'track',
  path: 'path',
  footway: 'path',
  cycleway: 'path',
  bridleway: 'path',
  steps: 'path',
  corridor: 'path',
};

const rails = new Set(['rail', 'light_rail', 'subway', 'tram', 'narrow_gauge', 'monorail', 'funicular']);

const buildings: Record<string, BuildingKind> = {
  house: 'home',
  detached: 'home',
  semidetached_house: 'home',
  terrace: 'home',
  residential: 'home',
  bungalow: 'home',
  cabin: 'home',
  farm: 'home',
  garage: 'wing',
  garages: 'wing',
  carport: 'wing',
  shed: 'wing',
  hut: 'wing',
  roof: 'wing',
  annexe: 'wing',
  retail: 'shop',
  commercial: 'shop',
  shop: 'shop',
  supermarket: 'shop',
  kiosk: 'shop',
  hotel: 'shop',
  apartments: 'flats',
  dormitory: 'flats',
  school: 'public',
  university: 'public',
  college: 'public',
  kindergarten: 'public',
  hospital: 'public',
  public: 'public',
  civic: 'public',
  government: 'public',
  office: 'public',
  church: 'public',
  chapel: 'public',
  temple: 'public',
  mosque: 'public',
  train_station: 'public',
  transportation: 'public',
  fire_station: 'public',
  sports_hall: 'public',
  barn: 'farm',
  farm_auxiliary: 'farm',
  greenhouse: 'farm',
  stable: 'farm',
  cowshed: 'farm',
  sty: 'farm',
  silo: 'farm',
  industrial: 'industry',
  warehouse: 'industry',
  factory: 'industry',
  hangar: 'industry',
  parking: 'industry',
  ruins: 'ruin',
  collapsed: 'ruin',
};

/** By key and value; keys in the order in which they decide. */
const grounds: Record<string, Record<string, LandformKind>> = {
  natural: {
    water: 'lake',
    wood: 'wood',
    scrub: 'wood',
    heath: 'grass',
    grassland: 'grass',
    fell: 'grass',
    sand: 'sand',
    beach: 'sand',
    shoal: 'sand',
    bare_rock: 'rock',
    scree: 'rock',
    wetland: 'wetland',
    mud: 'wetland',
    bay: 'sea',
  },
  waterway: { riverbank: 'river', dock: 'lake' },
  landuse: {
    farmland: 'field',
    farm: 'field',
    allotments: 'field',
    orchard: 'orchard',
    vineyard: 'orchard',
    plant_nursery: 'orchard',
    forest: 'wood',
    meadow: 'grass',
    grass: 'grass',
    village_green: 'grass',
    recreation_ground: 'grass',
    greenfield: 'grass',
    greenhouse_horticulture: 'polytunnel',
    cemetery: 'cemetery',
    farmyard: 'yard',
    residential: 'residential',
    industrial: 'industrial',
    commercial: 'industrial',
    retail: 'industrial',
    quarry: 'industrial',
    landfill: 'industrial',
    construction: 'industrial',
    brownfield: 'industrial',
    railway: 'industrial',
    depot: 'industrial',
    basin: 'lake',
    reservoir: 'lake',
    aquaculture: 'lake',
    salt_pond: 'lake',
  },
  leisure: {
    pitch: 'pitch',
    track: 'pitch',
    park: 'grass',
    garden: 'grass',
    playground: 'grass',
    common: 'grass',
    swimming_pool: 'lake',
  },
  man_made: { pier: 'pier', breakwater: 'pier', bridge: 'bridge', wastewater_plant: 'industrial', works: 'industrial' },
  amenity: { grave_yard: 'cemetery' },
  place: { square: 'square' },
};

const waterLines: Record<string, LandformKind> = {
  river: 'river',
  canal: 'river',
  stream: 'stream',
  tidal_channel: 'stream',
  ditch: 'ditch',
  drain: 'ditch',
};

const settlements = new Set(
  'city town village hamlet isolated_dwelling farm suburb quarter neighbourhood borough locality allotments'.split(' '),
);

/** By key and value; `*` is any other value but `no`. */
const places: Record<string, Record<string, PlaceCategory>> = {
  amenity: {
    townhall: 'committee',
    community_centre: 'hall',
    clinic: 'clinic',
    doctors: 'clinic',
    hospital: 'clinic',
    pharmacy: 'clinic',
    dentist: 'clinic',
    school: 'school',
    college: 'school',
    university: 'school',
    kindergarten: 'kindergarten',
    social_facility: 'elderlyCare',
    nursing_home: 'elderlyCare',
    police: 'police',
    fire_station: 'fireStation',
    marketplace: 'market',
    restaurant: 'restaurant',
    fast_food: 'restaurant',
    cafe: 'restaurant',
    pub: 'restaurant',
    bar: 'restaurant',
    biergarten: 'restaurant',
    library: 'culture',
    theatre: 'culture',
    cinema: 'culture',
    arts_centre: 'culture',
    place_of_worship: 'worship',
    fuel: 'fuel',
    charging_station: 'fuel',
    parking: 'parking',
    toilets: 'toilet',
    bus_station: 'station',
    ferry_terminal: 'harbour',
    post_office: 'other',
    bank: 'other',
    veterinary: 'other',
    car_wash: 'other',
  },
  emergency: { assembly_point: 'shelter' },
  highway: { bus_stop: 'busStop' },
  railway: { station: 'station', halt: 'station' },
  tourism: { museum: 'culture', gallery: 'culture', hotel: 'other', guest_house: 'other', hostel: 'other' },
  historic: { castle: 'culture', monument: 'culture', memorial: 'culture' },
  man_made: { water_works: 'water', water_tower: 'water', reservoir_covered: 'water', works: 'factory' },
  power: { substation: 'power', plant: 'power' },
  leisure: { marina: 'harbour' },
  shop: { '*': 'shop' },
};

export function streetKind(tags: Tags): StreetKind | null {
  if (tags.highway !== undefined) return streets[tags.highway] ?? null;
  return tags.railway !== undefined && rails.has(tags.railway) ? 'rail' : null;
}

export function buildingKind(tags: Tags): BuildingKind | null {
  if (tags.building === undefined || tags.building === 'no') return null;
  return buildings[tags.building] ?? 'other';
}

/** What an area of ground is; a highway that is an area is a square. */
export function groundKind(tags: Tags): LandformKind | null {
  if (tags.area === 'yes' && tags.highway !== undefined) return 'square';
  for (const [key, kinds] of Object.entries(grounds)) {
    const kind = kinds[tags[key] ?? ''];
    if (kind) return kind === 'lake' && tags.water === 'river' ? 'river' : kind;
  }
  return null;
}

/** What a line on the ground is, drawn without an area. */
export function groundLineKind(tags: Tags): LandformKind | null {
  return waterLines[tags.waterway ?? ''] ?? (tags.man_made === 'pier' ? 'pier' : null);
}

export function groundPointKind(tags: Tags): LandformKind | null {
  return tags.natural === 'tree' ? 'tree' : tags.natural === 'peak' ? 'peak' : null;
}

export function placeCategory(tags: Tags): PlaceCategory | null {
  if (settlements.has(tags.place ?? '')) return 'settlement';
  for (const [key, categories] of Object.entries(places)) {
    const value = tags[key];
    const category = value === undefined || value === 'no' ? undefined : (categories[value] ?? categories['*']);
    if (category) return category;
  }
  return null;
}

/** Street and house number in the order of the country they are written in: Chinese puts nothing between them. */
export function addressOf(tags: Tags): string {
  const street = tags['addr:street'] ?? tags['addr:place'] ?? '';
  const number = tags['addr:housenumber'] ?? '';
  if (/\p{Script=Han}/u.test(street)) return `${street}${/^\d+$/.test(number) ? `${number}号` : number}`;
  return `${street} ${number}`.trim();
}

/** A leading number of a tag such as `ele=502 m`; null when there is none. */
export function numberOf(text: string | undefined): number | null {
  const match = /^\s*(-?\d+(?:[.,]\d+)?)/.exec(text ?? '');
  return match?.[1] ? Number(match[1].replace(',', '.')) : null;
}
