import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ZoneBorder } from '../../../../shared/zoneChange.ts';
import { useTRPC } from '../../../api/trpc.ts';
import { useLanguage } from '../../../app/i18n.ts';
import { goTo } from '../../../map/useOpen.ts';
import { Button } from '../../../ui/Button.tsx';
import { Choice } from '../../../ui/Field.tsx';
import { Hint } from '../../../ui/Hint.tsx';
import { Empty, ErrorNote, Skeleton } from '../../../ui/states.tsx';
import { zoneName } from '../names.ts';
import styles from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import { BorderFaults } from './BorderFaults.tsx';
import { type Borders, changedBorders, weldedBorders } from './borders.ts';
import { useBorderHandles } from './useBorderHandles.ts';
import { useZoneChange } from './useZoneChange.ts';

/** Moving the borders of zones of one level: corners that neighbours share move together, so that no gap opens. */
export function BordersEditor({ now, onDone }: { now: ReassignNow; onDone: () => void }) {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const { levels } = now.register;
  const innermost = levels.find(({ ordinal }) => ordinal === now.draft.order.innermost) ?? levels.at(-1);
  const [level, setLevel] = useState(innermost?.level ?? '');
  const borders = useQuery(useTRPC().zone.borders.queryOptions({ villageCode: now.villageCode }));
  const own = useMemo(() => borders.data?.filter((border) => border.level === level) ?? null, [borders.data, level]);
  return (
    <section className={styles.section} aria-label={t('reassign.zones.borders')}>
      <Choice label={t('reassign.borders.level')} value={level} onChange={(event) => setLevel(event.target.value)}>
        {levels.map((each) => (
          <option key={each.level} value={each.level}>
            {language === 'zh' ? each.nameZh : each.nameEn}
          </option>
        ))}
      </Choice>
      {borders.error ? <ErrorNote error={borders.error} onRetry={() => void borders.refetch()} /> : null}
      {own === null && !borders.error ? <Skeleton /> : null}
      {own?.length === 0 ? (
        <Empty
          text={t('reassign.zones.why.noBorder')}
          action={<Button onClick={onDone}>{t('reassign.borders.cancel')}</Button>}
        />
      ) : null}
      {own && own.length > 0 ? <Editing key={level} now={now} borders={own} onDone={onDone} /> : null}
    </section>
  );
}

type EditingProps = { now: ReassignNow; borders: readonly ZoneBorder[]; onDone: () => void };

function Editing({ now, borders, onDone }: EditingProps) {
  const { t } = useTranslation();
  const start = useMemo(() => weldedBorders(borders), [borders]);
  const [steps, setSteps] = useState<readonly Borders[]>([]);
  const current = steps.at(-1) ?? start;
  const touched = changedBorders(start, current);
  const { zoneInFocus, focusZone } = useReassignStore();
  const zoneId = zoneInFocus !== null && start.has(zoneInFocus) ? zoneInFocus : null;
  useBorderHandles({ start, current, zoneId, onMoved: (next) => setSteps([...steps, next]) });
  const choose = (id: number) => {
    const where = now.register.zones.find((zone) => zone.id === id)?.bounds;
    focusZone(id === 0 ? null : id);
    // Close enough that the handles do not lie over each other.
    if (where) goTo(where);
  };
  const change = useZoneChange(onDone);
  const save = () =>
    change.mutate({
      what: t('reassign.borders.moved', { count: steps.length, zones: touched.length }),
      run: (client) =>
        client.borders.mutate({
          villageCode: now.villageCode,
          borders: touched.flatMap((id) => {
            const geometry = current.get(id);
            return geometry ? [{ id, geometry }] : [];
          }),
        }),
      takeBack: (client) =>
        client.borders.mutate({
          villageCode: now.villageCode,
          borders: borders.filter(({ id }) => touched.includes(id)).map(({ id, geometry }) => ({ id, geometry })),
        }),
    });
  return (
    <>
      <Hint>{t('reassign.borders.hint')}</Hint>
      <Choice
        label={t('reassign.zones.list')}
        value={zoneId ?? ''}
        onChange={(event) => choose(Number(event.target.value))}
      >
        <option value="">{t('reassign.borders.choose')}</option>
        {borders.map(({ id }) => (
          <option key={id} value={id}>
            {zoneName(now, id, t)}
          </option>
        ))}
      </Choice>
      <Hint role="status">
        {steps.length === 0
          ? t('reassign.borders.none')
          : t('reassign.borders.moved', { count: steps.length, zones: touched.length })}
      </Hint>
      {change.error ? <BorderFaults now={now} error={change.error} /> : null}
      <div className={styles.startButtons}>
        <Button isPrimary isDisabled={touched.length === 0 || change.isPending} onClick={save}>
          {t('reassign.borders.save')}
        </Button>
        <Button isDisabled={steps.length === 0} onClick={() => setSteps(steps.slice(0, -1))}>
          {t('reassign.borders.undo')}
        </Button>
        <Button onClick={onDone}>{t('reassign.borders.cancel')}</Button>
      </div>
    </>
  );
}
