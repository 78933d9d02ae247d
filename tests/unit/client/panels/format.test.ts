import { describe, expect, it } from 'vitest';
import { dueOf } from '../../../../client/ui/due.ts';
import {
  calendarDay,
  daysBetween,
  formatAgo,
  formatCount,
  formatDay,
  formatDistance,
  formatMoment,
  formatPercent,
} from '../../../../client/ui/format.ts';

const today = '2026-11-22';

describe('numbers on the panels', () => {
  it('separate thousands', () => {
    expect(formatCount(160_000, 'zh-CN')).toBe('160,000');
  });

  it('never round away the last household, nor make a few into none', () => {
    expect(formatPercent(1499, 1500)).toBe('99%');
    expect(formatPercent(1500, 1500)).toBe('100%');
    expect(formatPercent(1, 1500)).toBe('<1%');
    expect(formatPercent(0, 1500)).toBe('0%');
  });

  it('say that nothing is a part of nothing', () => {
    expect(formatPercent(0, 0)).toBe('–');
  });

  it('give metres until there is a kilometre of them', () => {
    expect(formatDistance(68.4)).toBe('68 m');
    expect(formatDistance(999)).toBe('999 m');
    expect(formatDistance(1240)).toBe('1.2 km');
  });
});

describe('days on the panels', () => {
  it('leave out the year of today and keep any other', () => {
    expect(formatDay('2026-11-18', today)).toBe('11-18');
    expect(formatDay('2025-11-18', today)).toBe('2025-11-18');
  });

  it('are those of China for a moment wherever it is read, and untouched for a day', () => {
    expect(calendarDay('2026-11-22T15:59:59Z')).toBe('2026-11-22');
    expect(calendarDay('2026-11-22T16:00:00Z')).toBe('2026-11-23');
    expect(formatAgo('2026-11-21T18:55:00Z', today, 'zh-CN')).toBe('今天');
    expect(formatMoment('2026-11-21T18:55:00Z', today)).toBe('02:55');
    expect(formatMoment('2026-11-21T15:05:00Z', today)).toBe('11-21 23:05');
    expect(calendarDay('2026-11-18')).toBe('2026-11-18');
  });

  it('count across the end of a year, backwards as negative', () => {
    expect(daysBetween('2026-12-30', '2027-01-02')).toBe(3);
    expect(daysBetween('2027-01-02', '2026-12-30')).toBe(-3);
  });

  it('are told as people tell them', () => {
    expect(formatAgo('2026-11-22', today, 'zh-CN')).toBe('今天');
    expect(formatAgo('2026-11-19', today, 'zh-CN')).toBe('3天前');
    expect(formatAgo('2026-08-20', today, 'zh-CN')).toBe('3个月前');
    expect(formatAgo('2023-11-01', today, 'en-GB')).toBe('3 years ago');
  });
});

describe('the day a hazard is due', () => {
  it('is overdue from the day after it on', () => {
    expect(dueOf('assigned', '2026-11-21', today)).toEqual({ kind: 'overdue', days: 1 });
    expect(dueOf('assigned', '2026-11-22', today)).toEqual({ kind: 'today', days: 0 });
    expect(dueOf('assigned', '2026-11-25', today)).toEqual({ kind: 'ahead', days: 3 });
  });

  it('does not matter once the hazard is closed or rejected', () => {
    expect(dueOf('closed', '2020-01-01', today)).toEqual({ kind: 'settled' });
    expect(dueOf('rejected', '2020-01-01', today)).toEqual({ kind: 'settled' });
  });

  it('may not have been set', () => {
    expect(dueOf('reported', null, today)).toEqual({ kind: 'noDay' });
  });
});
