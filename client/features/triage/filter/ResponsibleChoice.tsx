import { useTranslation } from 'react-i18next';
import { rowsByValue } from '../../../api/columnLookups.ts';
import { Choice } from '../../../ui/Field.tsx';
import { useMapState } from '../../../url/mapState.ts';
import type { TriageNow } from '../useTriage.ts';
import styles from './filter.module.css';

/** Who has it: whoever asks, nobody yet, or a lead to whom something is given. */
export function ResponsibleChoice({ now }: { now: TriageNow }) {
  const { t } = useTranslation();
  const [{ hazardChoice }, change] = useMapState();
  const { hazard, zones } = now.register;
  const given = rowsByValue(hazard.assignee);
  const leads = new Map(
    zones.flatMap(({ leadId, leadName }) => (leadId && leadName && given.has(leadId) ? [[leadId, leadName]] : [])),
  );
  const { responsible } = hazardChoice;
  const value = responsible === null ? '' : responsible.kind === 'person' ? String(responsible.id) : responsible.kind;
  const choose = (word: string) => {
    const id = Number(word);
    const next =
      word === ''
        ? null
        : word === 'me' || word === 'nobody'
          ? ({ kind: word } as const)
          : ({ kind: 'person', id } as const);
    change({ hazardChoice: { ...hazardChoice, responsible: next } });
  };
  return (
    <div className={styles.responsible}>
      <Choice label={t('triage.responsible')} value={value} onChange={(event) => choose(event.target.value)}>
        <option value="">{t('triage.anybody')}</option>
        <option value="me">{t('triage.me')}</option>
        <option value="nobody">{t('triage.nobody')}</option>
        {[...leads].map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Choice>
    </div>
  );
}
