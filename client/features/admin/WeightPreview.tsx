import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { UrgencyWeights } from '../../../shared/urgency.ts';
import { homeOf } from '../../api/area.ts';
import { useMay, useMe } from '../../api/me.ts';
import { useTRPC } from '../../api/trpc.ts';
import { Silent } from '../../ui/Hint.tsx';
import { Empty, ErrorNote, Skeleton } from '../../ui/states.tsx';
import { useDebounced } from '../../ui/useDebounced.ts';
import { useFormat } from '../../ui/useFormat.ts';
import styles from './rules.module.css';

/** Rows of the order that are shown, and how far down it is known where one stood before. */
const shown = 12;
const known = 200;
/** Milliseconds the writing must rest before the server is asked. */
const rest = 350;

type WeightPreviewProps = { weights: UrgencyWeights; isSound: boolean; isChanged: boolean };

/** The order that the weights would make of the county's open hazards, with how far each has moved. */
export function WeightPreview({ weights, isSound, isChanged }: WeightPreviewProps) {
  const { t } = useTranslation();
  return (
    <aside className={styles.preview} aria-label={t('admin.weights.preview')}>
      <h3>{t('admin.weights.preview')}</h3>
      {useMay('triage.see') ? (
        <Order weights={weights} isSound={isSound} isChanged={isChanged} />
      ) : (
        <p>{t('admin.weights.previewNotYours')}</p>
      )}
    </aside>
  );
}

function Order({ weights, isSound, isChanged }: WeightPreviewProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const trpc = useTRPC();
  const filter = { areaCode: homeOf(useMe())?.areaCode ?? '' };
  const asked = useDebounced(isChanged && isSound ? weights : null, rest);
  const now = useQuery(trpc.triage.hazards.queryOptions({ filter, limit: known }));
  const then = useQuery(
    trpc.triage.hazards.queryOptions({ filter, limit: known, weights: asked }, { placeholderData: keepPreviousData }),
  );
  const error = now.error ?? then.error;
  if (error) return <ErrorNote error={error} />;
  if (!now.data || !then.data) return <Skeleton />;
  if (then.data.length === 0) return <Empty text={t('admin.weights.nothingOpen')} />;
  const places = new Map(now.data.map(({ id }, index) => [id, index + 1]));
  return (
    <ol aria-busy={then.isFetching}>
      {then.data.slice(0, shown).map(({ id, number: name, title, urgency }, index) => (
        <li key={id}>
          <span className={styles.rank}>{index + 1}</span>
          <span className={styles.rankName}>
            {title} <small>{name}</small>
          </span>
          <Moved by={(places.get(id) ?? known + 1) - (index + 1)} />
          <strong>{number(urgency.score)}</strong>
        </li>
      ))}
    </ol>
  );
}

/** How many places something has risen or fallen. */
function Moved({ by }: { by: number }) {
  const { t } = useTranslation();
  if (by === 0) return <span className={styles.moved} />;
  return (
    <span
      className={styles.moved}
      data-up={by > 0}
      title={t(by > 0 ? 'admin.weights.up' : 'admin.weights.down', { count: Math.abs(by) })}
    >
      <span aria-hidden="true">{by > 0 ? '↑' : '↓'}</span>
      <Silent>{t(by > 0 ? 'admin.weights.up' : 'admin.weights.down', { count: Math.abs(by) })}</Silent>
      <span aria-hidden="true">{Math.abs(by)}</span>
    </span>
  );
}
