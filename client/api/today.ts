import { calendarDay } from '../ui/format.ts';
import { useMapDescription } from './area.ts';

/** The calendar day everything is counted from: the server's, and the reader's own until that is known. */
export function useToday(): string {
  return useMapDescription()?.today ?? calendarDay(new Date().toISOString());
}
