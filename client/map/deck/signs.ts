import type { KeyPersonCategory } from '../../../shared/keyPerson.ts';
import type { Language } from '../../../shared/labels.ts';

/** One character that stands for a category of key people. */
export const keyPersonSigns: Record<Language, Record<KeyPersonCategory, string>> = {
  zh: {
    livingAlone: '独',
    disabled: '残',
    lowIncome: '低',
    destitute: '特',
    childInDifficulty: '童',
    leftBehind: '留',
    mentalIllness: '精',
    seriousIllness: '病',
    elderly: '高',
    undisclosed: '关',
  },
  en: {
    livingAlone: 'A',
    disabled: 'D',
    lowIncome: 'L',
    destitute: 'X',
    childInDifficulty: 'C',
    leftBehind: 'B',
    mentalIllness: 'M',
    seriousIllness: 'S',
    elderly: 'O',
    undisclosed: '?',
  },
};
