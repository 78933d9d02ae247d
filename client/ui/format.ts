import { dayNumber } from '../../shared/geo.ts';

const all = 100;

/** A whole number with the language's thousands separators. */
export function formatCount(count: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(count);
}

/** A number with at most `digits` decimals, such as square metres or yuan. */
export function formatNumber(value: number, language: string, digits = 1): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
}

/**
 * `part` of `whole` in whole per cent; an en dash when there is nothing to be a part of.
 * Only the whole itself is 100 % and only nothing is 0 %, so that a rounded figure never hides the last household.
 */
export function formatPercent(part: number, whole: number): string {
  if (whole <= 0) return '–';
  const exact = (part / whole) * all;
  if (exact > 0 && exact < 1) return '<1%';
  if (exact > all - 1 && exact < all) return '99%';
  return `${Math.round(exact)}%`;
}

/** Metres as `68 m`, from a kilometre on as `1.2 km`. */
export function formatDistance(metres: number): string {
  return metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(1)} km`;
}

const chinaAhead = 8 * 3_600_000;

/** The calendar day `YYYY-MM-DD` of a day or of an ISO moment, in China's time like all days of the register. */
export function calendarDay(moment: string): string {
  if (moment.length <= 10) return moment;
  return new Date(Date.parse(moment) + chinaAhead).toISOString().slice(0, 10);
}

/** A day or a moment as `11-18` within the year of `today`, else as `2025-11-18`. */
export function formatDay(moment: string, today: string): string {
  const day = calendarDay(moment);
  return day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day;
}

/** Whole days from one day or moment to another; negative when `to` lies before `from`. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(calendarDay(to)) - dayNumber(calendarDay(from));
}

/** The time of day `19:05` of an ISO moment in China, with its day before it where that is not `today`; null for its whole day. */
export function formatMoment(moment: string, today: string | null): string {
  const time = new Date(Date.parse(moment) + chinaAhead).toISOString().slice(11, 16);
  if (calendarDay(moment) === today) return time;
  return `${today === null ? calendarDay(moment) : formatDay(moment, today)} ${time}`;
}

/** 今天, 昨天, 3 天前, 2 个月前: how long before the day `today` a day or a moment lies. */
export function formatAgo(moment: string, today: string, language: string): string {
  const days = daysBetween(moment, today);
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const magnitude = Math.abs(days);
  if (magnitude < 60) return words.format(-days, 'day');
  if (magnitude < 730) return words.format(-Math.trunc(days / 30.44), 'month');
  return words.format(-Math.trunc(days / 365.25), 'year');
}
