import { useTranslation } from 'react-i18next';
import type { InspectionPlanInput, Recurrence } from '../../../shared/inspection.ts';
import { useMapDescription } from '../../api/area.ts';
import { localeOf, useLabels, useLanguage } from '../../app/i18n.ts';

/** 每月 26 日, 每周三, 每季度首月 26 日. */
export function useRecurrenceWords(): (recurrence: Recurrence) => string {
  const { t } = useTranslation();
  const weekday = useWeekdayNames();
  return (recurrence) => {
    switch (recurrence.every) {
      case 'month':
        return t('inspection.every.month', { day: recurrence.day });
      case 'quarter':
        return t('inspection.every.quarter', { day: recurrence.day });
      case 'week':
        return t('inspection.every.week', { weekday: weekday(recurrence.weekday) });
    }
  };
}

/** The name of a day of the week, of which Monday is 1. */
export function useWeekdayNames(): (weekday: number) => string {
  const [language] = useLanguage();
  const format = new Intl.DateTimeFormat(localeOf[language], { weekday: 'long', timeZone: 'UTC' });
  // 1 January 2024 was a Monday.
  return (weekday) => format.format(Date.UTC(2024, 0, weekday));
}

/** 每个网格, 每处学校: what a round goes to. */
export function useInspectedWords(): (inspected: InspectionPlanInput['inspected']) => string {
  const { t } = useTranslation();
  const { placeCategory } = useLabels();
  const [language] = useLanguage();
  const levels = useMapDescription()?.zoneLevels ?? [];
  return (inspected) => {
    if (inspected.kind === 'place') return t('inspection.eachPlace', { what: placeCategory[inspected.category] });
    const level = levels.find((each) => each.level === inspected.level);
    const name = level ? (language === 'zh' ? level.nameZh : level.nameEn) : inspected.level;
    return t('inspection.eachZone', { what: name });
  };
}
