import { useTranslation } from 'react-i18next';
import { type AreaSummary, levelOfCode } from '../../../shared/area.ts';
import type { ZoneLevel, ZoneSummary } from '../../../shared/zone.ts';
import { useCurrentArea, useMapDescription } from '../../api/area.ts';
import { useMay } from '../../api/me.ts';
import { useLabels, useLanguage } from '../../app/i18n.ts';
import { useGoHome } from '../../map/useHome.ts';
import { goTo } from '../../map/useOpen.ts';
import { useZones } from '../../map/useRegister.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { useMapState } from '../../url/mapState.ts';
import styles from './area.module.css';
import { areaPath, childAreas, siblingAreas } from './areaTree.ts';
import { Crumb } from './Crumb.tsx';
import type { Choice } from './Picker.tsx';
import { childZones, siblingZones, zonePath } from './zonePath.ts';

/** Where the view is: county, town, village, grid, lane; each with a list of what lies beside it. */
export function Breadcrumb() {
  const { t } = useTranslation();
  const area = useCurrentArea();
  const areas = useMapDescription()?.areas ?? [];
  const mayCount = useMay('household.list');
  if (!area) return null;
  const path = areaPath(areas, area.code);
  const children = childAreas(areas, area.code);
  return (
    <nav className={styles.breadcrumb} aria-label={t('area.path')}>
      <ol>
        {path.map((each) => (
          <AreaCrumb key={each.code} area={each} areas={siblingAreas(areas, each.code)} />
        ))}
        {children.length > 0 ? <AreaCrumb area={null} areas={children} /> : null}
        {area.level === 'village' ? <ZoneCrumbs /> : null}
      </ol>
      {mayCount && <Counts area={area} />}
    </nav>
  );
}

function Counts({ area }: { area: AreaSummary }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  return (
    <span className={styles.counts}>
      {t('area.counts', { households: count(area.households), persons: count(area.persons) })}
    </span>
  );
}

/** An area of the path, or the way into the areas inside the last one. */
function AreaCrumb({ area, areas }: { area: AreaSummary | null; areas: readonly AreaSummary[] }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { areaLevel } = useLabels();
  const [, change] = useMapState();
  const goHome = useGoHome();
  const current = useCurrentArea();
  const first = areas[0];
  if (!first) return null;
  const go = (to: AreaSummary) => {
    change({ area: to.code, zone: null, selection: null });
    void goHome(to);
  };
  const choices = areas.map((each): Choice => {
    const note = each.households > 0 ? t('area.households', { households: count(each.households) }) : '';
    return { key: each.code, name: each.name, note, words: `${each.name} ${each.code}`, choose: () => go(each) };
  });
  return (
    <Crumb
      name={area?.name ?? null}
      level={areaLevel[levelOfCode(first.code)]}
      isCurrent={area?.code === current?.code}
      currentKey={area?.code ?? null}
      choices={choices}
      onGo={() => area && go(area)}
    />
  );
}

/** The grid and the lane that are open, and the way into the next level. */
function ZoneCrumbs() {
  const zones = useZones();
  const [{ zone, selection }] = useMapState();
  const path = zonePath(zones, selection?.kind === 'zone' ? selection.id : zone);
  const next = childZones(zones, path.at(-1)?.id ?? null);
  return (
    <>
      {path.map((each) => (
        <ZoneCrumb key={each.id} zone={each} zones={siblingZones(zones, each)} isCurrent={each === path.at(-1)} />
      ))}
      {next.length > 0 ? <ZoneCrumb zone={null} zones={next} isCurrent={false} /> : null}
    </>
  );
}

type ZoneCrumbProps = { zone: ZoneSummary | null; zones: readonly ZoneSummary[]; isCurrent: boolean };

function ZoneCrumb({ zone, zones, isCurrent }: ZoneCrumbProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const [language] = useLanguage();
  const levels = useMapDescription()?.zoneLevels ?? [];
  const [, change] = useMapState();
  const first = zones[0];
  if (!first) return null;
  const go = (to: ZoneSummary) => {
    change({ zone: to.id, selection: { kind: 'zone', countyCode: to.countyCode, id: to.id } });
    const where = to.bounds ?? to.position;
    if (where) goTo(where);
  };
  const choices = zones.map((each): Choice => {
    const note = t('area.households', { households: count(each.households) });
    return {
      key: String(each.id),
      name: each.name,
      note,
      words: `${each.name} ${each.number}`,
      choose: () => go(each),
    };
  });
  return (
    <Crumb
      name={zone?.name ?? null}
      level={levelName(levels, first, language)}
      isCurrent={isCurrent}
      currentKey={zone ? String(zone.id) : null}
      choices={choices}
      onGo={() => zone && go(zone)}
    />
  );
}

function levelName(levels: readonly ZoneLevel[], zone: ZoneSummary, language: 'zh' | 'en'): string {
  const level = levels.find((each) => each.level === zone.level && each.countyCode === zone.countyCode);
  return (language === 'zh' ? level?.nameZh : level?.nameEn) ?? zone.level;
}
