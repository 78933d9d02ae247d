import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/me.ts';
import { useMapStore } from '../../../map/mapStore.ts';
import { goTo } from '../../../map/useOpen.ts';
import { Hint } from '../../../ui/Hint.tsx';
import { SearchField } from '../../../ui/SearchField.tsx';
import controls from '../controls.module.css';
import lists from '../lists.module.css';
import { OperationButton } from '../OperationButton.tsx';
import type { Operation } from '../operations.ts';
import styles from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import { AppointDialog } from './AppointDialog.tsx';
import { BordersEditor } from './BordersEditor.tsx';
import { EndedZones } from './EndedZones.tsx';
import { MergeDialog } from './MergeDialog.tsx';
import { RetireDialog } from './RetireDialog.tsx';
import { SplitEditor } from './SplitEditor.tsx';
import { Vacancies } from './Vacancies.tsx';
import { ZoneNameDialog } from './ZoneNameDialog.tsx';
import { type ZoneVerb, zoneOperations } from './zoneOperations.ts';

/** What is being done, and to which zone; none for a new one. */
type Doing = { verb: ZoneVerb | 'create' | 'borders'; zoneId: number | null };

/** 片区: their leads and vacancies, and making, naming, splitting, merging and ending them. */
export function ZonesPage({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const mayChange = useMay('zone.change');
  const [doing, setWhat] = useState<Doing | null>(null);
  const say = useReassignStore((store) => store.say);
  const setDoing = (next: Doing | null) => {
    // The way back from the change before would no longer lead to what is on screen.
    if (next) say(null);
    setWhat(next);
  };
  const stop = () => setDoing(null);
  const why = mayChange ? null : t('reassign.zones.why.right');
  const whole = (verb: 'create' | 'borders'): Operation => ({
    label: t(`reassign.zones.${verb}`),
    disabledReason: why,
    run: () => setDoing({ verb, zoneId: null }),
  });
  const zone = now.register.zones.find(({ id }) => id === doing?.zoneId);
  if (doing?.verb === 'borders') return <BordersEditor now={now} onDone={stop} />;
  if (doing?.verb === 'split' && zone) return <SplitEditor key={zone.id} now={now} zone={zone} onDone={stop} />;
  return (
    <section className={styles.section} aria-label={t('reassign.page.zones')}>
      <Hint>{t('reassign.zones.direct')}</Hint>
      <div className={styles.startButtons}>
        <OperationButton operation={whole('create')} />
        <OperationButton operation={whole('borders')} />
      </div>
      <Vacancies now={now} onAppoint={(zoneId) => setDoing({ verb: 'appoint', zoneId })} />
      <ZoneList now={now} onDo={(verb, zoneId) => setDoing({ verb, zoneId })} />
      {mayChange ? <EndedZones now={now} /> : null}
      {doing ? <Doing now={now} doing={doing} onClose={stop} /> : null}
    </section>
  );
}

function Doing({ now, doing: { verb, zoneId }, onClose }: { now: ReassignNow; doing: Doing; onClose: () => void }) {
  const zone = now.register.zones.find(({ id }) => id === zoneId) ?? null;
  if (verb === 'create') return <ZoneNameDialog now={now} zone={null} onClose={onClose} />;
  if (!zone) return null;
  const common = { now, zone, onClose };
  switch (verb) {
    case 'rename':
      return <ZoneNameDialog {...common} />;
    case 'appoint':
      return <AppointDialog {...common} />;
    case 'split':
      return null;
    case 'merge':
      return <MergeDialog {...common} />;
    case 'retire':
      return <RetireDialog {...common} />;
    case 'borders':
      return null;
  }
}

type ZoneListProps = { now: ReassignNow; onDo: (verb: ZoneVerb, zoneId: number) => void };

/** Zones in the order of their levels; the one in focus, here or on the map, shows what can be done with it. */
function ZoneList({ now, onDo }: ZoneListProps) {
  const { t } = useTranslation();
  const [word, setWord] = useState('');
  const { zoneInFocus, focusZone } = useReassignStore();
  const { zones } = now.register;
  const found = zones.filter(({ id, name }) => (word === '' ? true : name.includes(word.trim())) || id === zoneInFocus);
  return (
    <>
      <div className={styles.sectionHead}>
        <h3 className={styles.sectionTitle}>{t('reassign.zones.list')}</h3>
        <SearchField isSmall label={t('reassign.zones.find')} value={word} onChange={setWord} />
      </div>
      <ul className={lists.zoneList}>
        {found.map((zone) => (
          <ZoneRow
            key={zone.id}
            now={now}
            zone={zone}
            isOpen={zone.id === zoneInFocus}
            onOpen={() => focusZone(zone.id === zoneInFocus ? null : zone.id)}
            onDo={(verb) => onDo(verb, zone.id)}
          />
        ))}
      </ul>
    </>
  );
}

type ZoneRowProps = {
  now: ReassignNow;
  zone: ReassignNow['register']['zones'][number];
  isOpen: boolean;
  onOpen: () => void;
  onDo: (verb: ZoneVerb) => void;
};

function ZoneRow({ now, zone, isOpen, onOpen, onDo }: ZoneRowProps) {
  const { t } = useTranslation();
  const mayChange = useMay('zone.change');
  const mayAppoint = useMay('zone.lead');
  const setHover = useMapStore((store) => store.setHover);
  const light = (isLit: boolean) => setHover(isLit ? { kind: 'zone', countyCode: zone.countyCode, id: zone.id } : null);
  const where = zone.bounds ?? zone.position;
  const isOuter = now.draft.order.ordinalOf(zone.id) !== now.draft.order.innermost;
  return (
    <li data-open={isOpen}>
      <button
        type="button"
        className={controls.target}
        aria-expanded={isOpen}
        onMouseEnter={() => light(true)}
        onMouseLeave={() => light(false)}
        onClick={() => {
          onOpen();
          if (where && !isOpen) goTo(where);
        }}
      >
        <span className={lists.targetTitle} data-outer={isOuter}>
          {zone.name}
        </span>
        <span className={styles.targetFacts}>
          {t('reassign.zones.facts', {
            households: zone.households,
            lead: zone.leadName ?? t('reassign.zones.noLead'),
          })}
        </span>
      </button>
      {isOpen ? (
        <div className={controls.zoneVerbs}>
          {zoneOperations(now, zone, { mayChange, mayAppoint }, t, onDo).map((operation) => (
            <OperationButton key={operation.label} operation={operation} />
          ))}
        </div>
      ) : null}
    </li>
  );
}
