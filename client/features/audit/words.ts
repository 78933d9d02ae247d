import type { TFunction } from 'i18next';
import type { LogName } from '../../../shared/audit.ts';
import { auditTexts } from './texts.ts';

type Word = keyof typeof auditTexts.zh;

function known(key: string): key is Word {
  return Object.hasOwn(auditTexts.zh, key);
}

/** What was done, in words of what it was done to where they differ; an action this program does not know is named as it is. */
export function actionText(action: string, t: TFunction, subject = ''): string {
  const own = `audit.action.${subject}.${action}`;
  if (known(own)) return t(own);
  const key = `audit.action.${action}`;
  return known(key) ? t(key) : action;
}

export function subjectText(subject: string, t: TFunction): string {
  const key = `audit.subject.${subject}`;
  return known(key) ? t(key) : subject;
}

/** Names of fields in words, each once: a row and its number have one name. */
export function fieldsText(fields: readonly string[], t: TFunction): string {
  return [...new Set(fields.map((field) => fieldText(field, t)))].join(t('audit.fieldsBetween'));
}

function fieldText(field: string, t: TFunction): string {
  const key = `audit.field.${field}`;
  return known(key) ? t(key) : field;
}

/** Actions that can be filtered by, for each log. */
export const actionsOf: Record<LogName, readonly string[]> = {
  access_record: [
    'household.get',
    'household.list',
    'household.unplaced',
    'household.reveal',
    'member.get',
    'search.find',
    'emergency.evacuations',
    'reassign.plan.diff',
    'reassign.plan.notices',
    'hazard.export',
    'glass.open',
  ],
  change: [
    'place',
    'assign',
    'link',
    'unlink',
    'import',
    'create',
    'update',
    'end',
    'set',
    'appoint',
    'rename',
    'merge',
    'split',
    'retire',
    'restore',
    'border',
    'submit',
    'approve',
    'publish',
    'revert',
    'signIn',
    'changePassword',
    'createAccount',
    'disableAccount',
    'enableAccount',
    'resetPassword',
    'grant',
    'endGrant',
  ],
};
