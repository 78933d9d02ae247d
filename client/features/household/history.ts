import { z } from 'zod';
import { positionSchema } from '../../../shared/geo.ts';
import type { Dossier } from '../../../shared/household.ts';
import type { TextKey } from '../../app/texts.ts';

type HistoryRow = Dossier['history'][number];

const deedKeys: Record<string, TextKey> = {
  import: 'household.action.import',
  place: 'household.action.place',
  create: 'household.action.create',
  update: 'household.action.update',
  assign: 'household.action.assign',
  link: 'household.action.link',
  unlink: 'household.action.unlink',
  end: 'household.action.end',
};

/** Key of what was done, in words; an action this program does not know is named as it is. */
export function deedKey(action: string): TextKey {
  return deedKeys[action] ?? 'household.action.other';
}

const recordSchema = z.record(z.string(), z.unknown());

/**
 * What the log kept of one side of a change, for people: positions as coordinates, ids left out.
 * `null` stands for having had no coordinates; an empty string for nothing worth telling.
 */
export function loggedWords(logged: string | null): string | null {
  const record = recordSchema.safeParse(parsed(logged)).data;
  if (!record) return logged ?? '';
  if ('position' in record) {
    const position = positionSchema.safeParse(record.position).data;
    return position ? position.map((degrees) => degrees.toFixed(5)).join(', ') : null;
  }
  return Object.entries(record)
    .filter(([name]) => !/id$/i.test(name))
    .flatMap(([, value]) => (typeof value === 'string' || typeof value === 'number' ? String(value) : []))
    .join(' · ');
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}

/** How a change is told: from one to the other, only what it became, only what it was, or nothing. */
export function changeKey({ before, after }: Pick<HistoryRow, 'before' | 'after'>): TextKey | null {
  const [was, is] = [loggedWords(before), loggedWords(after)];
  if (was === is) return null;
  if (was === '') return 'household.changedTo';
  return is === '' ? 'household.changedFrom' : 'household.changed';
}

const cadenceKeys: Record<number, TextKey> = {
  7: 'household.every7',
  14: 'household.every14',
  30: 'household.every30',
  90: 'household.every90',
};

/** Key of how often somebody is to be visited: a phrase for the usual ones, else the number of days. */
export function cadenceKey(visitEveryDays: number): TextKey {
  return cadenceKeys[visitEveryDays] ?? 'household.every';
}
