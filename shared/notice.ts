import { z } from 'zod';

const zone = { zoneId: z.number().int(), zoneName: z.string() };
const hazard = { hazardId: z.number().int(), number: z.string() };
const plan = { planId: z.number().int() };

/** What each kind of notice carries: ids, numbers and names of zones, nothing personal. */
export const noticeDetails = {
  /** 应急查看: somebody below looked at a dossier beyond their duty. */
  glassOpened: z.object({ householdId: z.number().int(), number: z.string(), accessId: z.number().int().optional() }),
  /** A zone has another lead, or none. */
  leadChanged: z.object(zone),
  /** Households came into or left the receiver's charge. */
  chargeChanged: z.object({ ...zone, added: z.number().int(), removed: z.number().int() }),
  planSubmitted: z.object({ ...plan, moves: z.number().int() }),
  planDecided: z.object({ ...plan, decision: z.enum(['published', 'returned', 'reverted']) }),
  hazardAssigned: z.object(hazard),
  hazardReturned: z.object(hazard),
} as const;

export type NoticeKind = keyof typeof noticeDetails;
export type NoticeDetail<Kind extends NoticeKind> = z.infer<(typeof noticeDetails)[Kind]>;
export const noticeKinds = [
  'glassOpened',
  'leadChanged',
  'chargeChanged',
  'planSubmitted',
  'planDecided',
  'hazardAssigned',
  'hazardReturned',
] as const satisfies readonly NoticeKind[];
