import { z } from 'zod';

const id = z.number().int();
const zone = { zoneId: id, zoneName: z.string() };
const hazard = { hazardId: id, number: z.string() };
const plan = { planId: id };

/** What each kind of notice carries: ids, numbers and names of zones, nothing personal. */
export const noticeDetails = {
  /** 应急查看: somebody below looked at a household beyond their duty. */
  glassOpened: z.object({ householdId: id, number: z.string() }),
  /** A zone has another lead, or none. */
  leadChanged: z.object(zone),
  /** Households came into the receiver's charge, or left it. */
  chargeChanged: z.object({ ...zone, added: id, removed: id }),
  /** A party member has other households to look after. */
  linksChanged: z.object({ added: id, removed: id }),
  planSubmitted: z.object({ ...plan, moves: id }),
  planDecided: z.object({ ...plan, decision: z.enum(['approved', 'returned', 'published', 'reverted', 'failed']) }),
  hazardAssigned: z.object(hazard),
  /** 退回: a recheck was failed, or it was handed back from above. */
  hazardReturned: z.object(hazard),
  /** It was referred upwards, to the receiver. */
  hazardReferred: z.object(hazard),
  /** It was opened again after it had been closed or rejected. */
  hazardReopened: z.object(hazard),
  /** What became of a hazard the receiver reported. */
  hazardDecided: z.object({ ...hazard, decision: z.enum(['verified', 'rejected', 'closed']) }),
  /** 应急启动: households in the receiver's charge must leave. */
  emergencyStarted: z.object({ emergencyId: id, name: z.string(), households: id }),
} as const;

export type NoticeKind = keyof typeof noticeDetails;
export type NoticeDetail<Kind extends NoticeKind> = z.infer<(typeof noticeDetails)[Kind]>;
export const noticeKinds = [
  'glassOpened',
  'leadChanged',
  'chargeChanged',
  'linksChanged',
  'planSubmitted',
  'planDecided',
  'hazardAssigned',
  'hazardReturned',
  'hazardReferred',
  'hazardReopened',
  'hazardDecided',
  'emergencyStarted',
] as const satisfies readonly NoticeKind[];

const common = {
  countyCode: z.string(),
  id,
  villageCode: z.string().nullable(),
  at: z.string(),
  readAt: z.string().nullable(),
};
const of = <Kind extends NoticeKind>(kind: Kind) =>
  z.object({ ...common, kind: z.literal(kind), detail: noticeDetails[kind] });

/** A notice with the detail of its kind; moments are ISO 8601. */
export const noticeSchema = z.discriminatedUnion('kind', [
  of('glassOpened'),
  of('leadChanged'),
  of('chargeChanged'),
  of('linksChanged'),
  of('planSubmitted'),
  of('planDecided'),
  of('hazardAssigned'),
  of('hazardReturned'),
  of('hazardReferred'),
  of('hazardReopened'),
  of('hazardDecided'),
  of('emergencyStarted'),
]);
export type Notice = z.infer<typeof noticeSchema>;
export const noticeListSchema = z.array(noticeSchema);

/** Newest first; `before` is the id of the last one held. */
export const noticePageInputSchema = z.object({
  before: id.positive().optional(),
  limit: id.min(1).max(100).default(30),
});
export type NoticePageInput = z.infer<typeof noticePageInputSchema>;

export const noticePageSchema = z.object({ items: noticeListSchema, hasMore: z.boolean(), unread: id });
export type NoticePage = z.infer<typeof noticePageSchema>;

/** One notice, or all up to one. */
export const markReadSchema = z.union([z.object({ id: id.positive() }), z.object({ upTo: id.positive() })]);
