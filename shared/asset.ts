import { z } from 'zod';
import { positionSchema } from './geo.ts';

export const assetKinds = ['land', 'house', 'pond', 'orchard', 'forest', 'equipment', 'pier', 'other'] as const;
export type AssetKind = (typeof assetKinds)[number];

/** A contract that ends within this many days is shown as ending. */
export const contractEndsSoonDays = 90;

export const assetCardSchema = z.object({
  id: z.number(),
  countyCode: z.string(),
  kind: z.enum(assetKinds),
  name: z.string(),
  /** Square metres. */
  size: z.number().nullable(),
  lessee: z.string(),
  contractFrom: z.string().nullable(),
  contractTo: z.string().nullable(),
  /** Yuan a year. */
  rent: z.number().nullable(),
  position: positionSchema,
  updatedAt: z.string(),
});
export type AssetCard = z.infer<typeof assetCardSchema>;
