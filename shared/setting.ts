import { z } from 'zod';
import { countyCodeSchema } from './area.ts';
import { defaultHazardDueDays, defaultHazardReach, hazardDueDaysSchema, hazardReachSchema } from './hazardRules.ts';
import { defaultHazardTree, hazardTreeSchema } from './hazardTree.ts';
import { defaultUrgencyWeights, urgencyWeightsSchema } from './urgency.ts';

/** Every setting of a county with its values and what holds until the county decides. */
export const settings = {
  /** A faint mark over the screen, prints and exports with who looks and when. */
  watermark: z.boolean().default(true),
  hazardTree: hazardTreeSchema.default(defaultHazardTree),
  hazardDueDays: hazardDueDaysSchema.default(defaultHazardDueDays),
  hazardReach: hazardReachSchema.default(defaultHazardReach),
  urgencyWeights: urgencyWeightsSchema.default(defaultUrgencyWeights),
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

/** Settings that say what holds of hazards; whoever answers for the county's hazards decides them. */
export const hazardRuleKeys = [
  'hazardTree',
  'hazardDueDays',
  'hazardReach',
  'urgencyWeights',
] as const satisfies readonly SettingKey[];
export const setHazardRuleSchema = setSettingSchema.extend({ key: z.enum(hazardRuleKeys) });
