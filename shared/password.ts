/** Characters a password has at least and at most. */
export const passwordLength = { least: 10, most: 128 };

export const passwordFaults = ['tooShort', 'tooLong', 'hasUsername', 'tooCommon', 'unchanged'] as const;
export type PasswordFault = (typeof passwordFaults)[number];

/** What is tried first against everybody; repeated and counted-up characters are recognised without being listed. */
const common = [
  'password',
  'passw0rd',
  'qwertyuiop',
  'qwerty12345',
  '1q2w3e4r5t',
  '1qaz2wsx3edc',
  'qazwsxedc',
  'iloveyou',
  'woaini',
  'woainima',
  'admin',
  'administrator',
  'letmein',
  'welcome',
  'changeme',
  'zaq12wsx',
  'asdfghjkl',
  'zxcvbnm',
  'abcd',
  'abcd1234',
  'aa123456',
  'a123456789',
  '5201314',
  '1314520',
  '147258369',
  '789456123',
  'cuntu',
  'yicunyitu',
];

/** Why a password will not do, or null when it will. Pure, so that the page can say it while it is typed. */
export function passwordFault(password: string, username: string, before?: string): PasswordFault | null {
  const length = Array.from(password).length;
  if (length < passwordLength.least) return 'tooShort';
  if (length > passwordLength.most) return 'tooLong';
  const plain = password.toLowerCase();
  if (username !== '' && plain.includes(username.toLowerCase())) return 'hasUsername';
  if (isCommon(plain)) return 'tooCommon';
  return before !== undefined && password === before ? 'unchanged' : null;
}

/** A common password stays one with digits and signs hung on: what counts is how much of its own is left. */
function isCommon(plain: string): boolean {
  if (new Set(plain).size <= 3) return true;
  const core = plain.replace(/[^\p{L}\p{N}]/gu, '');
  if (isRun(core)) return true;
  const bare = core.replace(/^[0-9]+|[0-9]+$/g, '');
  return common.includes(core) || common.includes(bare);
}

/** 1234567890, abcdefghij and the like, forwards or backwards, perhaps more than once. */
function isRun(text: string): boolean {
  const steps = Array.from(text.slice(1), (_, place) => text.charCodeAt(place + 1) - text.charCodeAt(place));
  const even = steps.filter((step) => step === 1 || step === -1 || step === -9 || step === 9).length;
  return text.length > 0 && even >= steps.length - 1;
}
