/** What can be wrong with a file or a command as a whole; single rows that are wrong only end up in the report. */
export type InputErrorCode =
  | 'missing'
  | 'empty'
  | 'keysChanging'
  | 'truncated'
  | 'malformed'
  | 'wrongFormat'
  | 'wrongEncoding'
  | 'wrongCoordinates'
  | 'unknownKind'
  | 'badOption'
  | 'missingColumn'
  | 'unknownArea'
  | 'villageNeeded'
  | 'nothing';

/** A file or command that cannot be imported: one sentence in each language saying what, where and how to mend. */
export class InputError extends Error {
  readonly code: InputErrorCode;
  readonly chinese: string;
  readonly english: string;

  constructor(code: InputErrorCode, chinese: string, english: string, options?: { cause?: unknown }) {
    super(english, options);
    this.name = 'InputError';
    this.code = code;
    this.chinese = chinese;
    this.english = english;
  }
}
