import { phoneDigits } from '../../shared/person.ts';
import { fingerprint, seal } from './keyring.ts';

/** The columns of a person that keep an identity number; null for none. */
export function sealedIdNumber(countyCode: string, idNumber: string | null) {
  if (idNumber === null) return { idNumberSealed: null, idNumberHash: null };
  return {
    idNumberSealed: seal('person.id_number', countyCode, idNumber),
    idNumberHash: fingerprint('idNumber', idNumber),
  };
}

/** The columns of a person that keep a telephone number; it is found by all its digits, and by the last four. */
export function sealedPhone(countyCode: string, phone: string | null) {
  if (phone === null) return { phoneSealed: null, phoneHash: null, phoneLast4Hash: null };
  const digits = phoneDigits(phone);
  return {
    phoneSealed: seal('person.phone', countyCode, phone),
    phoneHash: fingerprint('phone', digits || phone),
    phoneLast4Hash: digits.length < 4 ? null : fingerprint('phoneLast4', digits.slice(-4)),
  };
}

/**
 * Under which an imported person with an identity number is known again. What it is made from holds the number, and a
 * plain digest of that could be tried out.
 */
export function sealedSourceKey(sourceKey: string): string {
  return `sealed/${fingerprint('sourceKey', sourceKey).toString('base64url')}`;
}
