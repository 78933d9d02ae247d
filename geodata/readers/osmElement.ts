export type Tags = Record<string, string>;
export type OsmMember = { type: 'node' | 'way' | 'relation'; ref: number; role: string };

/** What an OpenStreetMap file is made of; longitude and latitude in degrees of WGS 84. */
export type OsmElement =
  | { type: 'node'; id: number; lon: number; lat: number; tags: Tags | null }
  | { type: 'way'; id: number; refs: number[]; tags: Tags | null }
  | { type: 'relation'; id: number; members: OsmMember[]; tags: Tags | null };
