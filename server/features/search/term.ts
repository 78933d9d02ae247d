import { phoneDigits } from '../../../shared/person.ts';

/** What somebody typed, in the forms it may be looked for. */
export type Term = {
  /** As typed, without the spaces that people put into addresses and names or leave out. */
  plain: string;
  /** Lower-case letters for pinyin and initials, or null when something else was typed. */
  letters: string | null;
  /** A running number without its prefix and leading zeros, such as 217 of H-0217, or null; padded when zeros led it. */
  number: { prefix: string; digits: string; padded: boolean } | null;
  /** Four digits: perhaps the end of a phone number. */
  phoneEnd: string | null;
  /** All digits of what may be a whole phone number. */
  phone: string | null;
  /** What may be a whole identity number, as it is stored. */
  idNumber: string | null;
};

export function readTerm(text: string): Term {
  const plain = text.replace(/\s+/gu, '');
  const numbered = /^([a-z]*)-?(0*)(\d{1,9})$/i.exec(plain);
  return {
    plain,
    letters: /^[a-z][a-z0-9]*$/i.test(plain) ? plain.toLowerCase() : null,
    number: numbered
      ? { prefix: (numbered[1] ?? '').toUpperCase(), digits: numbered[3] ?? '', padded: numbered[2] !== '' }
      : null,
    phoneEnd: /^\d{4}$/.test(plain) ? plain : null,
    phone: /^\+?[\d()-]{7,20}$/.test(plain) ? phoneDigits(plain) : null,
    idNumber: /^\d{17}[\dx]$/i.test(plain) ? plain.toUpperCase() : null,
  };
}

/** A `like` pattern that means the text itself, whatever is in it. */
export function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
