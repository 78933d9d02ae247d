import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { movesPerPiece } from '../../../../shared/contiguity.ts';
import { useMay } from '../../../api/me.ts';
import { useTRPC } from '../../../api/trpc.ts';
import { Button } from '../../../ui/Button.tsx';
import { Hint } from '../../../ui/Hint.tsx';
import { Segments } from '../../../ui/Segments.tsx';
import { Empty, ErrorNote } from '../../../ui/states.tsx';
import { useMapState } from '../../../url/mapState.ts';
import controls from '../controls.module.css';
import lists from '../lists.module.css';
import shared from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { SuggestedMoves } from './SuggestedMoves.tsx';
import styles from './suggest.module.css';
import { type SuggestionKind, type SuggestionWish, slotOf, suggestions, useSuggestion } from './useSuggestion.ts';

const reaches = [300, 500, 1000, 2000] as const;

/** Proposals that are proved to be the best there are, to be taken one by one or all together. */
export function SuggestPage({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<SuggestionKind>('repair');
  const [wish, setWish] = useState<SuggestionWish>({ keepTogether: false, keepExisting: true, reach: 500 });
  const { state, run: ask, cancel, reset } = useSuggestion(now);
  const [, change] = useMapState();
  // The map and the table show what would become of those whom it is about.
  const run = () => {
    change({ slot: slotOf[kind], target: null }, { history: 'replace' });
    ask(kind, wish);
  };
  const mayDraft = useMay('plan.draft');
  usePreparedSolver(mayDraft);
  const isRunning = state.status === 'running';
  if (!mayDraft) return <Empty text={t('reassign.suggest.notDrafting')} />;
  return (
    <section className={shared.section} aria-label={t('reassign.page.suggest')}>
      <Segments
        label={t('reassign.suggest.what')}
        segments={suggestions.map((value) => ({ value, word: t(`reassign.suggest.${value}`) }))}
        value={kind}
        onChange={(chosen) => {
          setKind(chosen);
          reset();
        }}
        className={lists.slots}
      />
      <Hint>{t(`reassign.suggest.${kind}Hint`)}</Hint>
      <Wishes kind={kind} wish={wish} onChange={setWish} />
      <div className={shared.startButtons}>
        {isRunning ? (
          <Button onClick={cancel}>{t('reassign.suggest.cancel')}</Button>
        ) : (
          <Button isPrimary={state.status !== 'done'} onClick={run}>
            {t(state.status === 'done' ? 'reassign.suggest.runAgain' : 'reassign.suggest.run')}
          </Button>
        )}
      </div>
      <div role="status" aria-live="polite">
        {isRunning ? (
          <>
            <Hint>{t('reassign.suggest.running', { seconds: state.seconds })}</Hint>
            <div className={lists.progress} />
          </>
        ) : null}
        {state.status === 'cancelled' ? <Hint>{t('reassign.suggest.cancelled')}</Hint> : null}
      </div>
      {state.status === 'failed' ? <ErrorNote error={state.error} onRetry={run} /> : null}
      {state.status === 'done' ? <SuggestedMoves now={now} suggested={state.suggested} /> : null}
    </section>
  );
}

/** Lets the server have a solver ready by the time something is asked of it. */
function usePreparedSolver(enabled: boolean): void {
  const trpc = useTRPC();
  useQuery(trpc.reassign.suggest.prepare.queryOptions(undefined, { staleTime: 0, retry: false, enabled }));
}

type WishesProps = { kind: SuggestionKind; wish: SuggestionWish; onChange: (wish: SuggestionWish) => void };

function Wishes({ kind, wish, onChange }: WishesProps) {
  const { t } = useTranslation();
  if (kind === 'repairZones') return null;
  const name = kind === 'links' ? 'keepExisting' : 'keepTogether';
  return (
    <div className={styles.wishes}>
      <label className={controls.wish}>
        <input
          type="checkbox"
          checked={wish[name]}
          onChange={(event) => onChange({ ...wish, [name]: event.target.checked })}
        />
        {t(`reassign.suggest.${name}`, { moves: movesPerPiece })}
      </label>
      {kind === 'links' ? (
        <select
          className={controls.reach}
          aria-label={t('reassign.suggest.reach', { metres: wish.reach })}
          value={wish.reach}
          onChange={(event) => onChange({ ...wish, reach: Number(event.target.value) })}
        >
          {reaches.map((metres) => (
            <option key={metres} value={metres}>
              {t('reassign.suggest.reach', { metres })}
            </option>
          ))}
        </select>
      ) : null}
    </div>
  );
}
