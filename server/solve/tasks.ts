import type { LinksResult, RepairResult, SplitResult } from '../../shared/suggest.ts';
import { type EvacuationResult, type EvacuationTask, evacuation } from './evacuation.ts';
import { type LinksTask, links } from './links.ts';
import { type RepairTask, repair } from './repair.ts';
import { type RepairZonesTask, repairZones } from './repairZones.ts';
import { type SplitTask, split } from './split.ts';
import { type SplitZonesTask, splitZones } from './splitZones.ts';

/** What can be solved. */
export type Tasks = {
  repair: RepairTask;
  repairZones: RepairZonesTask;
  links: LinksTask;
  split: SplitTask;
  splitZones: SplitZonesTask;
  evacuation: EvacuationTask;
};
export type Results = {
  repair: RepairResult;
  repairZones: RepairResult;
  links: LinksResult;
  split: SplitResult;
  splitZones: SplitResult | null;
  evacuation: EvacuationResult;
};
export type SolverName = keyof Tasks;

/** Each a pure function of its task that ends within about so many seconds. */
export const solvers: { [Name in SolverName]: (task: Tasks[Name], seconds: number) => Promise<Results[Name]> } = {
  repair,
  repairZones,
  links,
  split,
  splitZones,
  evacuation,
};
