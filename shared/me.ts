import { z } from 'zod';
import { areaCodeSchema } from './area.ts';
import { actionRoles, roleSchema } from './permissions.ts';
import { settingsSchema } from './setting.ts';

/** Who is signed in, what they may do, and where. */
export const meSchema = z.object({
  accountId: z.string(),
  displayName: z.string(),
  holdings: z.array(
    z.object({
      role: roleSchema,
      /** 6, 9 or 12 digits: the area held, or the village of the zone or of the households. */
      areaCode: areaCodeSchema,
      areaName: z.string(),
      zoneId: z.number().nullable(),
      zoneName: z.string().nullable(),
      /** Households in reach; null where it is the whole area. */
      households: z.number().nullable(),
    }),
  ),
  actions: z.array(z.enum(Object.keys(actionRoles) as [keyof typeof actionRoles])),
  /** Of the county of the first holding. */
  settings: settingsSchema,
});
export type Me = z.infer<typeof meSchema>;
