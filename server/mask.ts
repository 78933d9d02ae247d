import type { FieldLevel } from '../shared/permissions.ts';
import { maskIdNumber, maskPhone } from '../shared/person.ts';
import type { SealedColumn } from './seal/key.ts';
import { open } from './seal/keyring.ts';

/** A row as it comes from the database, with the numbers in these fields still sealed. */
export type Sealed<Row, Fields extends keyof Row> = Omit<Row, Fields> & Record<Fields, Buffer | null>;

/** A telephone number as far as it may be known: whole, enough to recognise it but not to dial it, or nothing. Throws SealError. */
export function shownPhone(level: FieldLevel, countyCode: string, sealed: Buffer | null): string | null {
  return shown(level, 'person.phone', countyCode, sealed, maskPhone);
}

/** An identity number as far as it may be known. Throws SealError. */
export function shownIdNumber(level: FieldLevel, countyCode: string, sealed: Buffer | null): string | null {
  return shown(level, 'person.id_number', countyCode, sealed, maskIdNumber);
}

function shown(
  level: FieldLevel,
  column: SealedColumn,
  countyCode: string,
  sealed: Buffer | null,
  mask: (value: string) => string,
): string | null {
  if (sealed === null || level === 'none') return null;
  const value = open(column, countyCode, sealed);
  return level === 'full' ? value : mask(value);
}
