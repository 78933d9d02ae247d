import type { FieldLevel } from '../shared/permissions.ts';
import { maskIdNumber, maskPhone } from '../shared/person.ts';

/** A telephone number as far as it may be known: whole, enough to recognise it but not to dial it, or nothing. */
export function shownPhone(level: FieldLevel, phone: string | null): string | null {
  return shown(level, phone, maskPhone);
}

/** An identity number as far as it may be known. */
export function shownIdNumber(level: FieldLevel, idNumber: string | null): string | null {
  return shown(level, idNumber, maskIdNumber);
}

function shown(level: FieldLevel, value: string | null, mask: (value: string) => string): string | null {
  if (value === null || level === 'none') return null;
  return level === 'full' ? value : mask(value);
}
