import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';

const hoursAhead = 8;

/** The present calendar day `YYYY-MM-DD` in China, wherever the server's clock is set. */
export function today(): string {
  return new Date(Date.now() + hoursAhead * 3_600_000).toISOString().slice(0, 10);
}

/** The present day and time `YYYY-MM-DD HH:MM` in China. */
export function now(): string {
  return new Date(Date.now() + hoursAhead * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** The calendar day in China of a moment, as a SQL date; needs no time zone tables. */
export function dayOf(moment: SQLWrapper): SQL<string> {
  return sql<string>`(${moment} at time zone interval '8 hours')::date`;
}

/** The moment at which a calendar day `YYYY-MM-DD` begins in China. */
export function startOfDay(day: string): SQL<string> {
  return sql<string>`(${day}::date::timestamp at time zone interval '8 hours')`;
}

/** A moment as ISO 8601 text in universal time. */
export function isoMoment(moment: SQLWrapper): SQL<string> {
  return sql<string>`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
}
