import { dayNumber, dayOfNumber } from '../../shared/geo.ts';

/** Days and moments counted back from the demo's own day, so that the demo never grows old. */
export type Calendar = {
  today: string;
  /** The day `days` before today, or after it when negative. */
  daysAgo: (days: number) => string;
  /** A moment on that day in China's time. */
  momentAgo: (days: number, hour: number, minute: number) => string;
};

export function calendar(today: string): Calendar {
  const number = dayNumber(today);
  const daysAgo = (days: number) => dayOfNumber(number - days);
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    today,
    daysAgo,
    momentAgo: (days, hour, minute) => `${daysAgo(days)}T${two(hour)}:${two(minute)}:00+08:00`,
  };
}
