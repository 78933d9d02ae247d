import { accountRouter } from './features/account/router.ts';
import { assetRouter } from './features/asset/router.ts';
import { auditRouter } from './features/audit/router.ts';
import { emergencyRouter } from './features/emergency/router.ts';
import { glassRouter } from './features/glass/router.ts';
import { hazardRouter } from './features/hazard/router.ts';
import { householdRouter } from './features/household/router.ts';
import { inspectionRouter } from './features/inspection/router.ts';
import { mapRouter } from './features/map/router.ts';
import { meRouter } from './features/me/router.ts';
import { memberRouter } from './features/member/router.ts';
import { noticeRouter } from './features/notice/router.ts';
import { patternRouter } from './features/pattern/router.ts';
import { placeRouter } from './features/place/router.ts';
import { reassignRouter } from './features/reassign/router.ts';
import { searchRouter } from './features/search/router.ts';
import { settingRouter } from './features/setting/router.ts';
import { summaryRouter } from './features/summary/router.ts';
import { triageRouter } from './features/triage/router.ts';
import { zoneRouter } from './features/zone/router.ts';
import { router } from './trpc.ts';

/**
 * Every procedure of the server. Callers send queries by POST (`methodOverride: 'POST'`),
 * so that what people search for never stands in an address.
 */
export const appRouter = router({
  me: meRouter,
  account: accountRouter,
  setting: settingRouter,
  map: mapRouter,
  zone: zoneRouter,
  household: householdRouter,
  member: memberRouter,
  hazard: hazardRouter,
  triage: triageRouter,
  emergency: emergencyRouter,
  inspection: inspectionRouter,
  pattern: patternRouter,
  glass: glassRouter,
  place: placeRouter,
  asset: assetRouter,
  audit: auditRouter,
  notice: noticeRouter,
  reassign: reassignRouter,
  search: searchRouter,
  summary: summaryRouter,
});

export type AppRouter = typeof appRouter;
