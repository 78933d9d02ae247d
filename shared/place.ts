import { z } from 'zod';
import { positionSchema } from './geo.ts';

/** 重点场所; `settlement` is a named group of houses, such as a hamlet of an imported map. */
export const placeCategories = [
  'committee',
  'hall',
  'canteen',
  'clinic',
  'school',
  'kindergarten',
  'shelter',
  'elderlyCare',
  'police',
  'fireStation',
  'market',
  'shop',
  'restaurant',
  'culture',
  'worship',
  'harbour',
  'factory',
  'fuel',
  'parking',
  'busStop',
  'toilet',
  'water',
  'power',
  'station',
  'settlement',
  'other',
] as const;
export type PlaceCategory = (typeof placeCategories)[number];

export const placeCardSchema = z.object({
  id: z.number(),
  countyCode: z.string(),
  category: z.enum(placeCategories),
  name: z.string(),
  capacity: z.number().nullable(),
  phone: z.string().nullable(),
  address: z.string(),
  position: positionSchema,
  areaName: z.string().nullable(),
  source: z.string().nullable(),
  updatedAt: z.string(),
});
export type PlaceCard = z.infer<typeof placeCardSchema>;
