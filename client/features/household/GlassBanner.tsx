import { useQueryClient } from '@tanstack/react-query';
import { ShieldAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RowRef } from '../../../shared/household.ts';
import { useTRPC } from '../../api/trpc.ts';
import styles from './household.module.css';

/** Says that a dossier is open through the glass, and for how much longer; then it closes. */
export function GlassBanner({ household, until }: { household: RowRef; until: string }) {
  const { t } = useTranslation();
  const left = useSecondsUntil(until);
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { countyCode, id } = household;
  const isOver = left === 0;
  useEffect(() => {
    if (!isOver) return;
    void queryClient.resetQueries({ queryKey: trpc.household.get.queryKey({ countyCode, id }) });
    void queryClient.invalidateQueries({ queryKey: trpc.me.pathKey() });
  }, [isOver, countyCode, id, trpc, queryClient]);
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return (
    <p className={styles.glass} role="note">
      <ShieldAlert size={16} aria-hidden />
      <span>
        {t('household.glassOpen')}
        <small>{t('household.glassLogged')}</small>
      </span>
      <time role="timer">{clock}</time>
    </p>
  );
}

function useSecondsUntil(moment: string): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((Date.parse(moment) - now) / 1000));
}
