import { create } from 'zustand';
import type { Shape } from '../../../shared/shape.ts';

/** Drawn on the map as a point, a line or an area. */
export const reportShapes = ['point', 'line', 'area'] as const;
export type ReportShape = (typeof reportShapes)[number];

type ReportStore = {
  isOpen: boolean;
  shape: Shape | null;
  /** What is being drawn now; the form steps aside meanwhile. */
  drawing: ReportShape | null;
  open: () => void;
  close: () => void;
  setShape: (shape: Shape | null) => void;
  setDrawing: (drawing: ReportShape | null) => void;
};

/** A report that is being written. */
export const useReportStore = create<ReportStore>((set) => ({
  isOpen: false,
  shape: null,
  drawing: null,
  open: () => set({ isOpen: true }),
  close: () => set({ isOpen: false, shape: null, drawing: null }),
  setShape: (shape) => set({ shape, drawing: null }),
  setDrawing: (drawing) => set({ drawing }),
}));
