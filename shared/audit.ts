/** The two logs: what was written, and who looked at personal detail. Named as their tables are. */
export const logNames = ['change', 'access_record'] as const;
export type LogName = (typeof logNames)[number];

/** Days that both logs are kept at the least, as the state requires of such systems. */
export const shortestLogDays = 180;
