/** 重点人群, in the order of the legend and of the bits in the map's columns. */
export const keyPersonCategories = [
  'livingAlone',
  'disabled',
  'lowIncome',
  'destitute',
  'childInDifficulty',
  'leftBehind',
  'mentalIllness',
  'seriousIllness',
  'elderly',
] as const;
export type KeyPersonCategory = (typeof keyPersonCategories)[number];

/** How often a person of a category is visited unless the register says otherwise, in days. */
export const defaultVisitEveryDays: Record<KeyPersonCategory, number> = {
  livingAlone: 7,
  disabled: 30,
  lowIncome: 30,
  destitute: 7,
  childInDifficulty: 30,
  leftBehind: 30,
  mentalIllness: 14,
  seriousIllness: 30,
  elderly: 30,
};
