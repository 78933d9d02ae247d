import { create } from 'zustand';
import type { EmergencyKind } from '../../../shared/evacuation.ts';
import type { Position } from '../../../shared/geo.ts';
import type { Region } from '../../../shared/shape.ts';

/** How the threatened area is found. */
export const threatKinds = ['drawn', 'area', 'hazard', 'flood', 'landslide'] as const;
export type ThreatKind = (typeof threatKinds)[number];

/** An area, or a zone within one. */
export type ChosenArea = { areaCode: string; zoneId: number | null };

type ThreatStore = {
  kind: ThreatKind;
  emergency: EmergencyKind;
  name: string;
  region: Region | null;
  chosen: ChosenArea | null;
  position: Position | null;
  metres: number;
  depth: number;
  angle: number;
  /** The pointer draws the area, or points at where the water is. */
  isPicking: boolean;
  change: (patch: Partial<Omit<ThreatStore, 'change' | 'clear'>>) => void;
  clear: () => void;
};

const blank = {
  kind: 'drawn',
  emergency: 'flood',
  name: '',
  region: null,
  chosen: null,
  position: null,
  metres: 200,
  depth: 2,
  angle: 25,
  isPicking: false,
} as const;

/** An emergency that is being prepared; nobody is told before it is started. */
export const useThreatStore = create<ThreatStore>((set) => ({
  ...blank,
  change: (patch) => set(patch),
  clear: () => set(blank),
}));
