import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lookers } from '../../../shared/audit.ts';
import type { Dossier } from '../../../shared/household.ts';
import { type PersonalField, personalFields } from '../../../shared/permissions.ts';
import { useTRPC } from '../../api/trpc.ts';
import { Button } from '../../ui/Button.tsx';
import { None } from '../../ui/Card.tsx';
import { Section } from '../../ui/Panel.tsx';
import { ErrorNote, Skeleton } from '../../ui/states.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import styles from './household.module.css';

/** Rows before one asks for more. */
const fewest = 5;

/** Who looked at this file, latest first: whoever may open it may know who else did. */
export function LookerList({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const [isWhole, setWhole] = useState(false);
  const { countyCode, id } = dossier;
  const query = useQuery(trpc.audit.ofHousehold.queryOptions({ countyCode, id }));
  const items = query.data?.items ?? [];
  const shown = isWhole ? items : items.slice(0, fewest);
  return (
    <Section title={t('household.lookers')}>
      {query.isPending && <Skeleton widths={[70, 80]} />}
      {query.error && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && items.length === 0 && <None>{t('household.noLookers')}</None>}
      <ol className={styles.timeline}>
        {shown.map((row) => (
          <Looker key={row.id} row={row} />
        ))}
      </ol>
      {shown.length < items.length && (
        <Button onClick={() => setWhole(true)}>
          {t(query.data?.hasMore ? 'household.lookersManyMore' : 'household.lookersMore', {
            count: items.length - shown.length,
          })}
        </Button>
      )}
    </Section>
  );
}

function Looker({ row }: { row: Lookers['items'][number] }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const fields = personalFields.filter((field) => row.fields.includes(field)).map((field) => t(fieldKey[field]));
  return (
    <li>
      <time dateTime={row.at} className={styles.when}>
        {day(row.at)} {clock(row.at)}
      </time>
      <span>
        {row.actor} {row.glass && <Tag tone="danger">{t('household.glass')}</Tag>}{' '}
        <span className={styles.quietInline}>
          {row.reason || (fields.length > 0 ? fields.join(t('household.fieldsBetween')) : t('household.fieldsMasked'))}
        </span>
      </span>
    </li>
  );
}

function clock(moment: string): string {
  return new Date(moment).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false });
}

const fieldKey = {
  name: 'household.field.name',
  phone: 'household.field.phone',
  idNumber: 'household.field.idNumber',
  diagnosis: 'household.field.diagnosis',
  note: 'household.field.note',
} as const satisfies Record<PersonalField, string>;
