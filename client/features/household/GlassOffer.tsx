import { useTranslation } from 'react-i18next';
import { useGlass } from '../../api/glass.ts';
import { useMay } from '../../api/me.ts';
import { errorCodeOf } from '../../app/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/states.tsx';
import type { Selection } from '../../url/mapState.ts';

/** Asks for 应急查看 of a household; nothing for whom it is not there. */
export function GlassButton({ countyCode, id, name }: { countyCode: string; id: number; name: string }) {
  const { t } = useTranslation();
  const ask = useGlass((store) => store.ask);
  const mayOpen = useMay('glass.open');
  return mayOpen && <Button onClick={() => ask({ countyCode, id, name })}>{t('household.glass')}</Button>;
}

/** In place of a dossier that one has no right to, or that one does not reach. */
export function RefusedCard({ selection, error, onRetry }: RefusedCardProps) {
  const { t } = useTranslation();
  const { countyCode, id } = selection;
  const code = error ? errorCodeOf(error) : 'notAllowed';
  const isRefused = code === 'notAllowed' || code === 'notFound';
  return (
    <Card kicker={t('household.title')} title={t(isRefused ? 'household.refused' : 'household.notShown')}>
      {isRefused ? <p>{t('household.refusedLead')}</p> : <ErrorNote error={error} onRetry={onRetry} />}
      {isRefused && <GlassButton countyCode={countyCode} id={id} name={t('household.thisOne')} />}
    </Card>
  );
}
type RefusedCardProps = { selection: Selection; error: unknown; onRetry: () => void };
