import type { TFunction } from 'i18next';
import { errorCodeOf, errorDetailOf } from '../../app/errorText.ts';

const reasons = ['notText', 'noHeader', 'malformed', 'empty'] as const;

/** Why a file is no table of users, in words; null when that was not what went wrong. */
export function fileProblem(error: unknown, t: TFunction): string | null {
  const detail = errorDetailOf(error);
  if (errorCodeOf(error) === 'tooMany') return t('admin.file.tooMany', { most: detail.most });
  const reason = reasons.find((known) => known === detail.reason);
  return reason ? t(`admin.file.${reason}`, detail) : null;
}
