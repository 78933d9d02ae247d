import { useVirtualizer } from '@tanstack/react-virtual';
import { Check, Phone } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Emergency, type Evacuation, type Tick, ticks } from '../../../shared/evacuation.ts';
import { useMay } from '../../api/me.ts';
import { errorText } from '../../app/errorText.ts';
import { useOpen } from '../../map/useOpen.ts';
import { Choice, FormError } from '../../ui/Field.tsx';
import { formatDistance } from '../../ui/format.ts';
import { Hint } from '../../ui/Hint.tsx';
import { Section } from '../../ui/Panel.tsx';
import { Personal } from '../../ui/Personal.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { Empty } from '../../ui/states.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type CallFilter, callersOf, callFilters, callsOf, progressOf } from './calls.ts';
import styles from './emergency.module.css';
import { useTickQueue } from './tickQueue.ts';
import { useProgressColours } from './useProgressColours.ts';
import { useShelterNames } from './useShelterNames.ts';
import { useTicks } from './useTicks.ts';

/** Pixels a row takes about; each is measured when it is shown. */
const rowHeight = 150;

/** 叫应名单: household by household whom to call, who fetches them and where they go, with ticks that everybody sees. */
export function CallList({ emergency, rows }: { emergency: Emergency; rows: readonly Evacuation[] }) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<CallFilter>('waiting');
  const [caller, setCaller] = useState<number | null>(null);
  const shown = useMemo(() => callsOf(rows, filter, caller), [rows, filter, caller]);
  const callers = useMemo(() => callersOf(rows), [rows]);
  const ticking = useTicks({ countyCode: emergency.countyCode, id: emergency.id });
  const shelterNames = useShelterNames(emergency);
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    getItemKey: (index) => shown[index]?.id ?? index,
    estimateSize: () => rowHeight,
    overscan: 4,
    initialRect: { width: 320, height: 460 },
  });
  return (
    <Section title={t('emergency.calls')} aside={t('emergency.callCount', { count: shown.length })}>
      <Segments
        label={t('emergency.show')}
        segments={callFilters.map((value) => ({ value, word: t(`emergency.filter.${value}`) }))}
        value={filter}
        onChange={setFilter}
        className={styles.filter}
      />
      <Choice
        label={t('emergency.caller')}
        value={caller ?? ''}
        onChange={(event) => setCaller(event.target.value === '' ? null : Number(event.target.value))}
      >
        <option value="">{t('emergency.everybody')}</option>
        {callers.map(({ id, name, waiting, all }) => (
          <option key={id} value={id}>
            {t('emergency.callerOf', { name, waiting, all })}
          </option>
        ))}
      </Choice>
      <FormError>{ticking.error ? errorText(ticking.error, t) : null}</FormError>
      <AwayNote />
      {shown.length === 0 && <Empty text={t('emergency.nobody')} />}
      <div ref={box} className={styles.listBox} style={{ height: Math.min(virtual.getTotalSize(), 460) }}>
        <ul className={styles.list} style={{ height: virtual.getTotalSize() }} aria-label={t('emergency.calls')}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const row = shown[index];
            return row ? (
              <li
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                className={styles.call}
                style={{ transform: `translateY(${start}px)` }}
                aria-posinset={index + 1}
                aria-setsize={shown.length}
              >
                <Call
                  emergency={emergency}
                  row={row}
                  shelter={shelterNames.get(row.shelterId ?? 0) ?? null}
                  onTick={(tick, on) => ticking.tickOff(row.id, tick, on)}
                />
              </li>
            ) : null;
          })}
        </ul>
      </div>
    </Section>
  );
}

/** Said while ticks wait for the server: they are kept, and nothing has to be done again. */
function AwayNote() {
  const { t } = useTranslation();
  const count = useTickQueue(({ held, isAway }) => (isAway ? held.length : 0));
  return (
    <p role="status" className={styles.away} data-empty={count === 0}>
      {count > 0 && t('emergency.away', { count })}
    </p>
  );
}

type CallProps = {
  emergency: Emergency;
  row: Evacuation;
  shelter: string | null;
  onTick: (tick: Tick, on: boolean) => void;
};

function Call({ emergency, row, shelter, onTick }: CallProps) {
  const { t } = useTranslation();
  const open = useOpen();
  const mayTick = useMay('emergency.tick') && emergency.endedAt === null;
  const { countyCode } = emergency;
  const name = row.address || row.number;
  const progress = progressOf(row);
  const colours = useProgressColours();
  return (
    <article
      className={styles.callInner}
      data-progress={progress}
      style={{ borderInlineStartColor: colours[progress] }}
      aria-label={name}
    >
      <header className={styles.callHead}>
        <button
          type="button"
          className={styles.callName}
          onClick={() => open({ kind: 'household', countyCode, id: row.householdId }, row.position)}
        >
          {name}
        </button>
        <span className={styles.quiet}>{t('ui.persons', { count: row.persons })}</span>
      </header>
      <p className={styles.callFacts}>
        <Personal text={row.headName ?? ''} />
        <PhoneLink phone={row.headPhone} />
        {row.needHelp > 0 && <Tag tone="danger">{t('emergency.helpCount', { count: row.needHelp })}</Tag>}
        {row.keyPersons > 0 && <Tag tone="keyPerson">{t('emergency.keyCount', { count: row.keyPersons })}</Tag>}
      </p>
      <Hint>
        {shelter
          ? t('emergency.goesTo', { shelter, metres: formatDistance(row.walkMetres ?? 0) })
          : t('emergency.noShelter')}
      </Hint>
      <Hint>
        {(['fetchedBy', 'laneLead', 'member'] as const).map((duty) => {
          const person = row[duty];
          return person ? (
            <span key={duty} className={styles.duty}>
              {t(`emergency.duty.${duty}`)} {person.name} <PhoneLink phone={person.phone} />
            </span>
          ) : null;
        })}
      </Hint>
      <fieldset className={styles.ticks} aria-label={t('emergency.ticksOf', { name })}>
        {ticks.map((tick) => {
          const made = row[tick];
          return (
            <button
              key={tick}
              type="button"
              className={styles.tick}
              aria-pressed={made !== null}
              disabled={!mayTick}
              onClick={() => onTick(tick, made === null)}
            >
              {made && <Check size={14} aria-hidden />}
              {t(`emergency.tick.${tick}`)}
            </button>
          );
        })}
      </fieldset>
      <MadeBy row={row} />
    </article>
  );
}

/** Who ticked the household off last, and when. */
function MadeBy({ row }: { row: Evacuation }) {
  const { t } = useTranslation();
  const { time } = useFormat();
  const tick = [...ticks].reverse().find((each) => row[each]?.by);
  const made = tick && row[tick];
  if (!made) return null;
  return <Hint>{t('emergency.madeBy', { at: time(made.at), by: made.by, tick: t(`emergency.tick.${tick}`) })}</Hint>;
}

/** Numbers that are masked cannot be called. */
function PhoneLink({ phone }: { phone: string | null }) {
  if (!phone) return null;
  if (phone.includes('*')) return <span>{phone}</span>;
  return (
    <a className={styles.phone} href={`tel:${phone}`}>
      <Phone size={12} aria-hidden />
      {phone}
    </a>
  );
}
