export const visitKinds = ['door', 'phone', 'service'] as const;
export type VisitKind = (typeof visitKinds)[number];

export const visitOutcomes = ['met', 'notAtHome', 'refused', 'needsFollowUp'] as const;
export type VisitOutcome = (typeof visitOutcomes)[number];

/** Upper bounds, in days since the last visit, of the classes on the map; the last class is open. */
export const visitAgeBreaks = [30, 60, 90, 180] as const;

/** Which class of `visitAgeBreaks` a number of days falls in; never visited is the last. */
export function visitAgeClass(days: number | null): number {
  if (days === null) return visitAgeBreaks.length;
  const index = visitAgeBreaks.findIndex((limit) => days <= limit);
  return index < 0 ? visitAgeBreaks.length : index;
}

/** First day of the calendar quarter that `today` (`YYYY-MM-DD`) falls in. */
export function quarterStart(today: string): string {
  const month = Number(today.slice(5, 7));
  const first = month - ((month - 1) % 3);
  return `${today.slice(0, 4)}-${String(first).padStart(2, '0')}-01`;
}
