import type { Labels } from './labelNames.ts';
import { zh } from './labelsChinese.ts';
import { en } from './labelsEnglish.ts';

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/** What every member of every enumeration is called, in each language. */
export const labels: Record<Language, Labels> = { zh, en };
