import { useColumnLayers } from './useColumnLayers.ts';
import { useVillageDrawn } from './useVillageDrawn.ts';
import type { Register, Visible } from './visible.ts';

/** What is drawn from columns; apart from the map itself, so that the map need not wait for it. */
export function ColumnLayers({ register, visible }: { register: Register | null; visible: Visible | null }) {
  useColumnLayers(register, visible);
  useVillageDrawn(register !== null);
  return null;
}
