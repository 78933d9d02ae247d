import { diagnoses, type KeyPersonCategory } from '../../shared/keyPerson.ts';
import { type FieldLevel, maskName } from '../../shared/permissions.ts';

/** A name as far as it may be known: whole, the surname, or nothing. */
export function shownName(level: FieldLevel, name: string): string {
  switch (level) {
    case 'full':
      return name;
    case 'masked':
      return maskName(name);
    case 'none':
      return '';
  }
}

/** Why somebody is cared for, as far as it may be known: masked, a diagnosis is `undisclosed`. Each reason once. */
export function shownCategories(level: FieldLevel, categories: readonly KeyPersonCategory[]): KeyPersonCategory[] {
  if (level === 'none') return [];
  return [...new Set(categories.map((category) => shownCategory(level, category)))];
}

export function shownCategory(level: FieldLevel, category: KeyPersonCategory): KeyPersonCategory {
  return level !== 'full' && diagnoses.includes(category) ? 'undisclosed' : category;
}
