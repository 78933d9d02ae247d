/** 重点人群 as the register keeps them, in the order of the legend and of the map's columns. */
export const registeredCategories = [
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
export type RegisteredCategory = (typeof registeredCategories)[number];

/** As they are shown: `undisclosed` stands for a reason that the viewer's duty does not need. */
export const keyPersonCategories = [...registeredCategories, 'undisclosed'] as const;
export type KeyPersonCategory = (typeof keyPersonCategories)[number];

/** Reasons that are a diagnosis. */
export const diagnoses: readonly KeyPersonCategory[] = ['disabled', 'mentalIllness', 'seriousIllness'];

/** How often a person of a category is visited unless the register says otherwise, in days. */
export const defaultVisitEveryDays: Record<RegisteredCategory, number> = {
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
