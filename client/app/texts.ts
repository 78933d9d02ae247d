import { ruleTexts } from '../features/admin/ruleTexts.ts';
import { adminTexts } from '../features/admin/texts.ts';
import { areaTexts } from '../features/area/texts.ts';
import { assetTexts } from '../features/asset/texts.ts';
import { auditTexts } from '../features/audit/texts.ts';
import { basemapTexts } from '../features/basemap/texts.ts';
import { emergencyTexts } from '../features/emergency/texts.ts';
import { glassTexts } from '../features/glass/texts.ts';
import { hazardEditTexts } from '../features/hazard/editTexts.ts';
import { hazardTexts } from '../features/hazard/texts.ts';
import { householdTexts } from '../features/household/texts.ts';
import { inspectionTexts } from '../features/inspection/texts.ts';
import { layersTexts } from '../features/layers/texts.ts';
import { memberTexts } from '../features/member/texts.ts';
import { noticeTexts } from '../features/notice/texts.ts';
import { placeTexts } from '../features/place/texts.ts';
import { reassignTexts } from '../features/reassign/texts.ts';
import { searchTexts } from '../features/search/texts.ts';
import { sessionTexts } from '../features/session/texts.ts';
import { summaryTexts } from '../features/summary/texts.ts';
import { exposureTexts } from '../features/triage/exposure/exposureTexts.ts';
import { patternTexts } from '../features/triage/pattern/patternTexts.ts';
import { triageTexts } from '../features/triage/texts.ts';
import { urgencyTexts } from '../features/triage/urgency/urgencyTexts.ts';
import { unplacedTexts } from '../features/unplaced/texts.ts';
import { zoneTexts } from '../features/zone/texts.ts';
import { mapTexts } from '../map/texts.ts';
import { uiTexts } from '../ui/texts.ts';
import { appTexts } from './appTexts.ts';

/** All texts; each feature's keys begin with its name, so that none hides another's. */
const zh = {
  ...appTexts.zh,
  ...mapTexts.zh,
  ...uiTexts.zh,
  ...adminTexts.zh,
  ...ruleTexts.zh,
  ...areaTexts.zh,
  ...assetTexts.zh,
  ...auditTexts.zh,
  ...basemapTexts.zh,
  ...emergencyTexts.zh,
  ...hazardTexts.zh,
  ...hazardEditTexts.zh,
  ...householdTexts.zh,
  ...inspectionTexts.zh,
  ...layersTexts.zh,
  ...memberTexts.zh,
  ...noticeTexts.zh,
  ...glassTexts.zh,
  ...placeTexts.zh,
  ...reassignTexts.zh,
  ...searchTexts.zh,
  ...sessionTexts.zh,
  ...summaryTexts.zh,
  ...exposureTexts.zh,
  ...urgencyTexts.zh,
  ...patternTexts.zh,
  ...triageTexts.zh,
  ...unplacedTexts.zh,
  ...zoneTexts.zh,
};

export type TextKey = keyof typeof zh;

/** Typed by the Chinese keys, so that a missing English text is a compile error. */
const en: Record<TextKey, string> = {
  ...appTexts.en,
  ...mapTexts.en,
  ...uiTexts.en,
  ...adminTexts.en,
  ...ruleTexts.en,
  ...areaTexts.en,
  ...assetTexts.en,
  ...auditTexts.en,
  ...basemapTexts.en,
  ...emergencyTexts.en,
  ...hazardTexts.en,
  ...hazardEditTexts.en,
  ...householdTexts.en,
  ...inspectionTexts.en,
  ...layersTexts.en,
  ...memberTexts.en,
  ...noticeTexts.en,
  ...glassTexts.en,
  ...placeTexts.en,
  ...reassignTexts.en,
  ...searchTexts.en,
  ...sessionTexts.en,
  ...summaryTexts.en,
  ...exposureTexts.en,
  ...urgencyTexts.en,
  ...patternTexts.en,
  ...triageTexts.en,
  ...unplacedTexts.en,
  ...zoneTexts.en,
};

export const texts = { zh, en };
