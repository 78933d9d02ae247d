import { maskIdNumber, maskPhone } from '../shared/person.ts';

/** What of a phone number leaves the server: enough to recognise it, not to dial it. */
export function shownPhone(phone: string | null): string | null {
  return phone === null ? null : maskPhone(phone);
}

/** What of an identity number leaves the server. */
export function shownIdNumber(idNumber: string | null): string | null {
  return idNumber === null ? null : maskIdNumber(idNumber);
}
