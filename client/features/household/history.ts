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

/** Keys and values of the two halves of a change in words: who did what, and from what to what when it is known. */
export type ChangeWords = {
  deed: { key: TextKey; values: { action: string } };
  values: { key: TextKey; values: { before: string; after: string } } | null;
};

export function changeWords(row: HistoryRow): ChangeWords {
  const key = deedKeys[row.action] ?? 'household.action.other';
  return { deed: { key, values: { action: row.action } }, values: valueWords(row) };
}

function valueWords({ before, after }: HistoryRow): ChangeWords['values'] {
  const values = { before: before ?? '', after: after ?? '' };
  if (values.before === values.after) return null;
  if (values.before === '') return { key: 'household.changedTo', values };
  if (values.after === '') return { key: 'household.changedFrom', values };
  return { key: 'household.changed', values };
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
