import { z } from 'zod';

/** What a committed write tells open windows: where and in which table something changed, and the county's number of the write. */
export const nudgeSchema = z.object({
  /** Code of the village, or of the county when the rows lie in no village or in many; empty when anything may have changed. */
  area: z.string(),
  /** Name of the table, or `everything`. */
  topic: z.string(),
  seq: z.number(),
  /** The only account it is for. */
  account: z.string().optional(),
});
export type Nudge = z.infer<typeof nudgeSchema>;

/** Some nudges may have been missed: whatever is held has to be asked for again. */
export const missedNudges: Nudge = { area: '', topic: 'everything', seq: 0 };

/** Topics that are about the ground and not about the people on it. */
export const groundTopics: ReadonlySet<string> = new Set([
  'area',
  'street',
  'building',
  'landform',
  'relief',
  'place',
  'asset',
  'everything',
]);
