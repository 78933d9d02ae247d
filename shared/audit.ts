/** The two logs: what was written, and who looked at personal detail. Named as their tables are. */
export const logNames = ['change', 'access_record'] as const;
export type LogName = (typeof logNames)[number];

/** Days that both logs are kept at the least, as the state requires of such systems. */
export const shortestLogDays = 180;

/** Where a log is not what was once written. Ids are written as `12, 15-20`; moments are ISO 8601. */
export type LogBreak =
  /** Sealed rows are not there any more. */
  | { kind: 'rowsMissing'; seal: number; sealedAt: string; ids: string }
  /** Rows are there, but one of them at least is not what was sealed. */
  | { kind: 'rowsAltered'; seal: number; sealedAt: string; ids: string }
  /** Rows came in past the seals. */
  | { kind: 'rowsUnsealed'; ids: string }
  | { kind: 'sealsMissing'; from: number; to: number }
  /** The seal itself was rewritten, or one before it. */
  | { kind: 'sealAltered'; seal: number; sealedAt: string }
  /** The noted end of the chain is not its last seal. */
  | { kind: 'headAltered' }
  /** Rows were pruned before their time. */
  | { kind: 'prunedEarly'; seal: number; sealedAt: string };

/** What following the chain of one log of a county found. It is whole when there are no breaks. */
export type LogReport = {
  countyCode: string;
  log: LogName;
  rows: number;
  seals: number;
  /** Seals whose rows are gone because they were old enough. */
  prunedSeals: number;
  /** Hash of the last seal, 64 hexadecimal digits; empty for a log without seals. */
  head: string;
  breaks: LogBreak[];
};
