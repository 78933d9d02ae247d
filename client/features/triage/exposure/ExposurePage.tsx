import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Position } from '../../../../shared/geo.ts';
import { isOpen } from '../../../../shared/hazard.ts';
import { keyPersonCategories } from '../../../../shared/keyPerson.ts';
import { circle, type Region } from '../../../../shared/shape.ts';
import type { DangerInput } from '../../../../shared/triage.ts';
import { rowById } from '../../../api/columnLookups.ts';
import { useMe } from '../../../api/me.ts';
import { useTRPC } from '../../../api/trpc.ts';
import { useLabels } from '../../../app/i18n.ts';
import { useOpen } from '../../../map/useOpen.ts';
import { stateAt } from '../../../map/visible.ts';
import { formatDistance, formatPercent } from '../../../ui/format.ts';
import { Hint } from '../../../ui/Hint.tsx';
import { FigureTile } from '../../../ui/KeyFigure.tsx';
import { ListRow, RowList } from '../../../ui/ListRow.tsx';
import { Section } from '../../../ui/Panel.tsx';
import { Empty } from '../../../ui/states.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { TextButton } from '../../../ui/TextButton.tsx';
import { useDebounced } from '../../../ui/useDebounced.ts';
import { useFormat } from '../../../ui/useFormat.ts';
import { useMapState } from '../../../url/mapState.ts';
import shared from '../triage.module.css';
import { useDangerShown } from '../triageLayers.ts';
import { useTriageStore } from '../triageStore.ts';
import type { TriageNow } from '../useTriage.ts';
import { DangerMore, dangerRest } from './DangerMore.tsx';
import { type DangerNow, dangerOf, isCoarse, type Threats, threatsOf } from './danger.ts';
import styles from './exposure.module.css';

/** Metres of the slider. */
const farthest = 500;
/** Most hazards the server is asked about at once. */
const mostAsked = 500;

type Subject = 'chosen' | 'open' | 'area' | 'listed';

/** 影响范围: who is in danger of what is chosen, of the open card, of the drawn areas, or of all that is listed. */
export function ExposurePage({ now }: { now: TriageNow }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const [slider, setSlider] = useState<number | null>(null);
  const { subject, threats, number, input } = useThreats(now, slider);
  const untold = input || number === 0 ? null : subject === 'area' ? 'reach' : 'many';
  const found = useMemo(() => dangerOf(now.register, threats), [now.register, threats]);
  const danger = useTold(now, found, input);
  useShown(now, threats, danger);
  // Where each key person lives is not told to everybody: then only the server can count them.
  const isUnknown = untold !== null && isCoarse(now.register);
  return (
    <>
      <Hint>{t(`triage.subject.${subject}`, { count: number })}</Hint>
      <label className={shared.slider}>
        <span>
          {t('triage.reach')}
          <output>{slider === null ? t('triage.reachUsual') : formatDistance(slider)}</output>
        </span>
        <input
          type="range"
          // A label names the first box in it, which is the output.
          aria-label={t('triage.reach')}
          min={0}
          max={farthest}
          step={5}
          value={slider ?? 0}
          aria-valuetext={slider === null ? t('triage.reachUsual') : formatDistance(slider)}
          onChange={(event) => setSlider(Number(event.target.value))}
        />
      </label>
      {slider !== null && <TextButton onClick={() => setSlider(null)}>{t('triage.reachBack')}</TextButton>}
      <div className={styles.tiles} role="status">
        <FigureTile
          label={t('triage.households')}
          value={count(danger.households)}
          note={t('triage.shareOfAll', { share: formatPercent(danger.households, now.register.household.id.length) })}
        />
        <FigureTile label={t('triage.persons')} value={count(danger.persons)} />
        <FigureTile
          label={t('triage.needHelp')}
          value={isUnknown ? '–' : count(danger.needHelp)}
          tone={danger.needHelp > 0 && !isUnknown ? 'danger' : 'plain'}
        />
        <FigureTile
          label={t('triage.members')}
          value={count(danger.members)}
          note={t('triage.linkedOf', { linked: count(danger.linked), all: count(danger.households) })}
        />
      </div>
      <ExposureLegend hasReach={threats.length > 0} hasChosen={subject === 'chosen'} />
      {untold && (
        <Hint isProblem role="status">
          {t(`triage.untold.${untold}`, { most: count(mostAsked) })}
        </Hint>
      )}
      {!isUnknown && <KeyPersonPart danger={danger} />}
      <DutyPart now={now} danger={danger} />
      {input && danger.households > 0 && <DangerMore input={input} />}
    </>
  );
}

/** With the key people as the server counts them, for whoever is not told where each of them lives. */
function useTold(now: TriageNow, danger: DangerNow, input: DangerInput | null): DangerNow {
  const asked = useDebounced(input, dangerRest);
  const isAsked = asked !== null && danger.households > 0 && isCoarse(now.register);
  const { data } = useQuery(
    useTRPC().triage.danger.queryOptions(isAsked ? asked : skipToken, { placeholderData: keepPreviousData }),
  );
  return useMemo(
    () => (isAsked && data ? { ...danger, keyPersons: data.keyPersons, needHelp: data.needHelp } : danger),
    [isAsked, data, danger],
  );
}

/** What the rings and areas on the map mean. */
function ExposureLegend({ hasReach, hasChosen }: { hasReach: boolean; hasChosen: boolean }) {
  const { t } = useTranslation();
  if (!hasReach) return null;
  return (
    <ul className={styles.key} aria-label={t('triage.key')}>
      <li>
        <span className={styles.keySign} data-sign="danger" aria-hidden="true" />
        {t('triage.key.danger')}
      </li>
      <li>
        <span className={styles.keySign} data-sign="reach" aria-hidden="true" />
        {t('triage.key.reach')}
      </li>
      {hasChosen && (
        <li>
          <span className={styles.keySign} data-sign="chosen" aria-hidden="true" />
          {t('triage.key.chosen')}
        </li>
      )}
    </ul>
  );
}

/** What the page is about: the narrowest thing that has been pointed out. */
function useThreats(
  now: TriageNow,
  slider: number | null,
): {
  subject: Subject;
  threats: Threats;
  number: number;
  /** The same as the server is asked; null where it is more than one question. */
  input: DangerInput | null;
} {
  const { hazardReach } = useMe().settings;
  const selected = useTriageStore((store) => store.selected);
  const [{ selection }] = useMapState();
  return useMemo(() => {
    const { register, rows } = now;
    const countyCode = now.areaCode.slice(0, 6);
    const byId = rowById(register.hazard);
    const rowsOf = (ids: Iterable<number>) => [...ids].flatMap((id) => byId.get(id) ?? []);
    const hazardsInput = (about: readonly number[]): DangerInput => ({
      countyCode,
      subject: { kind: 'hazards', ids: about.map((row) => register.hazard.id[row] ?? 0), reach: slider },
    });
    const of = (subject: Subject, about: readonly number[]) => ({
      subject,
      threats: threatsOf(register, about, hazardReach, slider),
      number: about.length,
      input: about.length > 0 && about.length <= mostAsked ? hazardsInput(about) : null,
    });
    if (selected.size > 0) return of('chosen', rowsOf(selected));
    if (selection?.kind === 'hazard') return of('open', rowsOf([selection.id]));
    const areas: Threats = now.filter.where.flatMap((where) => {
      if (where.kind === 'region') return [{ shape: where.region, metres: slider ?? 0 }];
      return where.kind === 'circle' ? [{ shape: circle(where.position, where.metres), metres: slider ?? 0 }] : [];
    });
    if (areas.length > 0) {
      const input = slider ? null : regionInput(countyCode, areas);
      return { subject: 'area', threats: areas, number: areas.length, input };
    }
    return of(
      'listed',
      rows.filter((row) => isOpen(stateAt(register.hazard, row))),
    );
  }, [now, hazardReach, slider, selected, selection]);
}

/** All areas as one. */
function regionInput(countyCode: string, areas: Threats): DangerInput {
  const polygons = areas.flatMap(({ shape }): Extract<Region, { type: 'MultiPolygon' }>['coordinates'] =>
    shape.type === 'Polygon' ? [shape.coordinates] : shape.type === 'MultiPolygon' ? shape.coordinates : [],
  );
  return { countyCode, subject: { kind: 'region', region: { type: 'MultiPolygon', coordinates: polygons } } };
}

/** Shows the households in danger, and how far single points reach, as long as the page is open. */
function useShown({ register }: TriageNow, threats: Threats, danger: DangerNow): void {
  const { household } = register;
  const setDanger = useDangerShown((store) => store.setDanger);
  useEffect(() => {
    const places = danger.rows.map((row): Position => [household.lng[row] ?? 0, household.lat[row] ?? 0]);
    setDanger({ places, threats });
  }, [household, threats, danger, setDanger]);
  useEffect(() => () => setDanger(null), [setDanger]);
}

function KeyPersonPart({ danger }: { danger: DangerNow }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { keyPersonCategory } = useLabels();
  const found = keyPersonCategories.filter((category) => (danger.keyPersons[category] ?? 0) > 0);
  return (
    <Section title={t('triage.keyPersons')}>
      {found.length === 0 ? (
        <Hint>{t('triage.noKeyPersons')}</Hint>
      ) : (
        <ul className={shared.tags} aria-label={t('triage.keyPersons')}>
          {found.map((category) => (
            <li key={category}>
              <Tag tone="keyPerson">{`${keyPersonCategory[category]} ${count(danger.keyPersons[category] ?? 0)}`}</Tag>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** Who answers for those in danger, lane by lane. */
function DutyPart({ now, danger }: { now: TriageNow; danger: DangerNow }) {
  const { t } = useTranslation();
  const open = useOpen();
  const countyCode = now.areaCode.slice(0, 6);
  return (
    <Section title={t('triage.duties')}>
      {danger.duties.length === 0 ? (
        <Empty text={t('triage.noneInDanger')} />
      ) : (
        <RowList label={t('triage.duties')}>
          {danger.duties.map(({ zoneId, zoneName, leadName, households }) => (
            <ListRow
              key={zoneId}
              title={zoneName}
              note={leadName ?? t('triage.vacant')}
              aside={t('triage.householdCount', { count: households })}
              onClick={() => open({ kind: 'zone', countyCode, id: zoneId })}
            />
          ))}
        </RowList>
      )}
    </Section>
  );
}
