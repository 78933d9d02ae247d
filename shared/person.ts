export const sexes = ['male', 'female'] as const;
export type Sex = (typeof sexes)[number];

/** Whole years a person born on `birthDate` has lived on `today`, both `YYYY-MM-DD`. */
export function ageOn(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5, 10) < birthDate.slice(5, 10) ? years - 1 : years;
}

const idNumberWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const idNumberCheckDigits = '10X98765432';

/** The check digit that ends an 18-digit identity number (GB 11643), from its first 17 digits. */
export function idNumberCheckDigit(first17: string): string {
  const sum = idNumberWeights.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return idNumberCheckDigits.charAt(sum % 11);
}

/** 371082********1234: the region and the last four digits stay. */
export function maskIdNumber(idNumber: string): string {
  return `${idNumber.slice(0, 6)}${'*'.repeat(8)}${idNumber.slice(-4)}`;
}

/** 138****5678. */
export function maskPhone(phone: string): string {
  return phone.length < 8 ? `***${phone.slice(-2)}` : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** The digits of a telephone number as somebody wrote it, without the country code of China. */
export function phoneDigits(phone: string): string {
  const digits = phone.normalize('NFKC').replace(/\D/g, '');
  return digits.replace(/^(?:00)?86(?=1\d{10}$)/, '');
}
