import { createParser, parseAsInteger, parseAsStringLiteral, throttle, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { areaCodeSchema } from '../../shared/area.ts';
import {
  type HazardCategory,
  type HazardSeverity,
  type HazardState,
  hazardCategories,
  hazardSeverities,
  hazardStates,
} from '../../shared/hazard.ts';
import { type KeyPersonCategory, keyPersonCategories } from '../../shared/keyPerson.ts';
import { type Slot, slots } from '../../shared/move.ts';
import type { ZoneSize } from '../../shared/zone.ts';
import { defaultLayerStates, type LayerStates } from '../map/layerIds.ts';
import { type Camera, readCamera, writeCamera } from './camera.ts';
import { type HazardChoice, noChoice, readChoice, writeChoice } from './hazardChoice.ts';
import { readLayers, writeLayers } from './layersWord.ts';
import { readSelection, type Selection, writeSelection } from './selection.ts';

export type { Camera } from './camera.ts';
export type { Selection, SelectionKind } from './selection.ts';

/** What the colour of a household's disc tells. */
export const householdThemes = ['visit', 'zone', 'linked', 'kind'] as const;
export type HouseholdTheme = (typeof householdThemes)[number];

/** Ways of working with the map; each has its panel. */
export const modes = ['view', 'reassign', 'triage', 'admin', 'audit'] as const;
export type Mode = (typeof modes)[number];

/** What the triage is about: which hazards, whom they reach, who goes first, where they gather. */
export const triagePages = ['list', 'exposure', 'urgency', 'pattern'] as const;
export type TriagePage = (typeof triagePages)[number];

/** What the panel at the left shows, in whichever way of working it does. */
export const leftTabs = ['summary', 'reassign', 'triage', 'emergency', 'inspection', 'layers', 'unplaced'] as const;
export type LeftTab = (typeof leftTabs)[number];

/** 巡查: what is to be looked at, or the plans that make it so. */
export const inspectionPages = ['tasks', 'plans'] as const;

const zoneSizes = ['under', 'within', 'over'] as const satisfies readonly ZoneSize[];
const visitAges = [0, 1, 2, 3, 4] as const;

/** All that a shared link restores. An empty list filters nothing. */
export type MapState = {
  /** Code of the county, town or village in view; null until one is chosen. */
  area: string | null;
  /** Id of the zone in view inside the area. */
  zone: number | null;
  selection: Selection | null;
  layers: LayerStates;
  theme: HouseholdTheme;
  mode: Mode;
  /** Null as long as the first one of the mode serves. */
  tab: LeftTab | null;
  /** The plan that is worked on, what it gives away, and to whom: a zone or a party member. */
  plan: number | null;
  slot: Slot;
  target: number | null;
  camera: Camera | null;
  keyPersonCategories: KeyPersonCategory[];
  hazardSeverities: HazardSeverity[];
  hazardStates: HazardState[];
  hazardCategories: HazardCategory[];
  /** What else is asked of hazards, and the order of their list. */
  hazardChoice: HazardChoice;
  /** What the panel of the triage shows. */
  triagePage: TriagePage;
  /** The evacuation that is open. */
  emergency: number | null;
  inspectionPage: (typeof inspectionPages)[number];
  /** The round that is open, and the plan whose rounds are listed. */
  inspection: number | null;
  inspectionPlan: number | null;
  /** Classes of `visitAgeClass`. */
  visitAges: number[];
  zoneSizes: ZoneSize[];
};

/** A list of known members, separated by commas; unknown ones are dropped, and nothing left is no filter. */
function parseAsMembers<Member extends string | number>(members: readonly Member[]) {
  return createParser<Member[]>({
    parse: (word) => {
      const words = word.split(',');
      return members.filter((member) => words.includes(String(member)));
    },
    serialize: (chosen) => chosen.join(','),
    eq: (one, other) => one.length === other.length && one.every((member, index) => member === other[index]),
  }).withDefault([]);
}

const parsers = {
  area: createParser<string>({
    parse: (word) => areaCodeSchema.safeParse(word).data ?? null,
    serialize: (code) => code,
  }),
  zone: parseAsInteger,
  selection: createParser<Selection>({
    parse: readSelection,
    serialize: writeSelection,
    eq: (one, other) => writeSelection(one) === writeSelection(other),
  }),
  layers: createParser<LayerStates>({
    parse: readLayers,
    serialize: writeLayers,
    eq: (one, other) => writeLayers(one) === writeLayers(other),
  }).withDefault(defaultLayerStates),
  theme: parseAsStringLiteral(householdThemes).withDefault('visit'),
  mode: parseAsStringLiteral(modes).withDefault('view'),
  tab: parseAsStringLiteral(leftTabs),
  plan: parseAsInteger,
  slot: parseAsStringLiteral(slots).withDefault('lane'),
  target: parseAsInteger,
  camera: createParser<Camera>({
    parse: readCamera,
    serialize: writeCamera,
    eq: (one, other) => writeCamera(one) === writeCamera(other),
  }),
  keyPersonCategories: parseAsMembers(keyPersonCategories),
  hazardSeverities: parseAsMembers(hazardSeverities),
  hazardStates: parseAsMembers(hazardStates),
  hazardCategories: parseAsMembers(hazardCategories),
  hazardChoice: createParser<HazardChoice>({
    parse: readChoice,
    serialize: writeChoice,
    eq: (one, other) => writeChoice(one) === writeChoice(other),
  }).withDefault(noChoice),
  triagePage: parseAsStringLiteral(triagePages).withDefault('list'),
  emergency: parseAsInteger,
  inspectionPage: parseAsStringLiteral(inspectionPages).withDefault('tasks'),
  inspection: parseAsInteger,
  inspectionPlan: parseAsInteger,
  visitAges: parseAsMembers<number>(visitAges),
  zoneSizes: parseAsMembers(zoneSizes),
};

const urlKeys = {
  selection: 'open',
  camera: 'at',
  keyPersonCategories: 'people',
  hazardSeverities: 'severity',
  hazardStates: 'state',
  hazardCategories: 'hazard',
  hazardChoice: 'choice',
  triagePage: 'page',
  inspectionPage: 'rounds',
  inspection: 'round',
  inspectionPlan: 'roundsOf',
  visitAges: 'visited',
  zoneSizes: 'size',
};

/** How long the address may lag behind the view, in milliseconds; Safari allows 100 writes in ten seconds. */
const urlLag = 250;

const steps = ['area', 'zone', 'selection', 'emergency', 'inspection'] as const;

/** Where to go back to: a step of one's own (`push`), or the same step adjusted (`replace`). */
export type HistoryStep = 'push' | 'replace';

/**
 * The state of the view, which lives in the URL and nowhere else, and the one way to change it.
 * A patch that chooses an area, a zone or a selection, or opens an evacuation or a round, is a step for the Back button unless told otherwise.
 */
export function useMapState(): [MapState, (patch: Partial<MapState>, options?: { history?: HistoryStep }) => void] {
  const [state, setState] = useQueryStates(parsers, { urlKeys, limitUrlUpdates: throttle(urlLag) });
  const change = useCallback(
    (patch: Partial<MapState>, options?: { history?: HistoryStep }) => {
      const isStep = steps.some((key) => key in patch);
      void setState(patch, { history: options?.history ?? (isStep ? 'push' : 'replace') });
    },
    [setState],
  );
  return [state, change];
}
