import { z } from 'zod';

/** Failures a user can do something about; each has a sentence in every language. */
export const errorCodes = [
  'signInNeeded',
  'passwordChangeNeeded',
  'notAllowed',
  'signInFailed',
  'signInLocked',
  'accountDisabled',
  'passwordWrong',
  'passwordWeak',
  'codeWrong',
  'usernameTaken',
  'alreadyAllowed',
  'notFound',
  'invalidInput',
  'invalidGeometry',
  'unknownArea',
  'conflict',
  'householdEnded',
  'outsideVillage',
  'planChanged',
  'planConflict',
  'planRefused',
  'planBreaches',
  'planState',
  'planEmpty',
  'ownPlan',
  'zoneEnded',
  'nameTaken',
  'zoneNotEmpty',
  'zonesDiffer',
  'nothingToSplit',
  'bordersDoNotMatch',
  'leadUnfit',
  'stepNotAllowed',
  'stepIncomplete',
  'photoUnreadable',
  'photoHeic',
  'fileUnreadable',
  'fileNoArea',
  'fileNotDegrees',
  'fileTooLarge',
  'noTerrain',
  'emergencyEnded',
  'nothingToExport',
  'tooMany',
  'tooOften',
  'unavailable',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** Words and numbers for the sentence; rows only where a screen lists them, and then typed by their code. */
export const errorDetailSchema = z.record(z.string(), z.json());
export type ErrorDetail = z.infer<typeof errorDetailSchema>;

/** An expected failure: a code with its details, turned into a sentence where it is shown. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;

  constructor(failure: { code: ErrorCode; detail?: ErrorDetail; cause?: unknown }) {
    super(failure.code, { cause: failure.cause });
    this.name = 'AppError';
    this.code = failure.code;
    this.detail = failure.detail ?? {};
  }
}
