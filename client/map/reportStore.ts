import { create } from 'zustand';
import type { HazardCategory, HazardChannel } from '../../shared/hazard.ts';
import type { HazardDetail } from '../../shared/hazardRegister.ts';
import type { Shape } from '../../shared/shape.ts';

/** Drawn on the map as a point, a line or an area. */
export const reportShapes = ['point', 'line', 'area'] as const;
export type ReportShape = (typeof reportShapes)[number];

/** What leads to a report, such as a round of inspection: what is known already, and who wants to hear of it. */
export type ReportOccasion = {
  category: HazardCategory;
  channel: HazardChannel;
  onReported: (reported: { id: number; number: string }) => void;
};

type ReportStore = {
  isOpen: boolean;
  occasion: ReportOccasion | null;
  /** What is changed, as it was when the form was opened; null while something new is reported. */
  edited: HazardDetail | null;
  shape: Shape | null;
  /** What is being drawn now; the form steps aside meanwhile. */
  drawing: ReportShape | null;
  open: (occasion?: ReportOccasion) => void;
  edit: (hazard: HazardDetail) => void;
  close: () => void;
  setShape: (shape: Shape | null) => void;
  setDrawing: (drawing: ReportShape | null) => void;
};

/** A report that is being written, or changed. */
export const useReportStore = create<ReportStore>((set) => ({
  isOpen: false,
  occasion: null,
  edited: null,
  shape: null,
  drawing: null,
  open: (occasion) => set({ isOpen: true, occasion: occasion ?? null, edited: null, shape: null, drawing: null }),
  edit: (hazard) => set({ isOpen: true, occasion: null, edited: hazard, shape: hazard.geometry, drawing: null }),
  close: () => set({ isOpen: false, occasion: null, edited: null, shape: null, drawing: null }),
  setShape: (shape) => set({ shape, drawing: null }),
  setDrawing: (drawing) => set({ drawing }),
}));
