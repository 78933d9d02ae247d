/** Kinds of road, widest first. */
export const streetKinds = ['highway', 'main', 'street', 'lane', 'track', 'path', 'rail'] as const;
export type StreetKind = (typeof streetKinds)[number];

export const buildingKinds = ['home', 'wing', 'shop', 'flats', 'public', 'farm', 'industry', 'ruin', 'other'] as const;
export type BuildingKind = (typeof buildingKinds)[number];
