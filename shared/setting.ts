import { z } from 'zod';
import { countyCodeSchema } from './area.ts';

/** Every setting of a county with its values and what holds until the county decides. */
export const settings = {
  /** A faint mark over the screen, prints and exports with who looks and when. */
  watermark: z.boolean().default(true),
} as const satisfies Record<string, z.ZodType>;
export type SettingKey = keyof typeof settings;
export const settingKeys = Object.keys(settings) as [SettingKey, ...SettingKey[]];

export const settingsSchema = z.object(settings);
export type Settings = z.infer<typeof settingsSchema>;

export const setSettingSchema = z.object({
  countyCode: countyCodeSchema,
  key: z.enum(settingKeys),
  value: z.unknown(),
});
export type SetSetting = z.infer<typeof setSettingSchema>;
