import { useToday } from '../api/today.ts';
import { localeOf, useLanguage } from '../app/i18n.ts';
import { formatAgo, formatCount, formatDay, formatMoment, formatNumber } from './format.ts';

export type Format = {
  today: string;
  count: (count: number) => string;
  number: (value: number, digits?: number) => string;
  day: (moment: string) => string;
  /** With the time of day, which a night is counted in. */
  time: (moment: string) => string;
  /** Day and time with the year, for paper. */
  moment: (moment: string) => string;
  ago: (moment: string) => string;
};

/** Numbers and days in the language in use, counted from today. */
export function useFormat(): Format {
  const locale = localeOf[useLanguage()[0]];
  const today = useToday();
  return {
    today,
    count: (count) => formatCount(count, locale),
    number: (value, digits) => formatNumber(value, locale, digits),
    day: (moment) => formatDay(moment, today),
    time: (moment) => formatMoment(moment, today),
    moment: (moment) => formatMoment(moment, null),
    ago: (moment) => formatAgo(moment, today, locale),
  };
}
