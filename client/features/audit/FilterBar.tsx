import { useTranslation } from 'react-i18next';
import type { AuditFilter } from '../../../shared/audit.ts';
import { useMapDescription } from '../../api/area.ts';
import { Choice, Field } from '../../ui/Field.tsx';
import styles from './audit.module.css';
import { actionsOf, actionText } from './words.ts';

type FilterBarProps = { filter: AuditFilter; onChange: (filter: AuditFilter) => void };

/** Which rows are shown: where, who, what, when. An empty box filters nothing. */
export function FilterBar({ filter, onChange }: FilterBarProps) {
  const { t } = useTranslation();
  const areas = useMapDescription()?.areas ?? [];
  const set = (patch: { [Key in keyof AuditFilter]?: AuditFilter[Key] | '' }) => {
    const given = Object.entries({ ...filter, ...patch }).filter(([, value]) => value !== '' && value !== undefined);
    onChange({ ...filter, ...blank, ...Object.fromEntries(given) });
  };
  return (
    <div className={styles.filters}>
      <Choice
        label={t('audit.area')}
        value={filter.areaCode}
        onChange={(event) => set({ areaCode: event.target.value })}
      >
        {areas.map(({ code, name, level }) => (
          <option key={code} value={code}>
            {level === 'village' ? `　　${name}` : level === 'town' ? `　${name}` : name}
          </option>
        ))}
      </Choice>
      <Field
        label={t('audit.who')}
        type="search"
        maxLength={60}
        value={filter.who ?? ''}
        onChange={(event) => set({ who: event.target.value })}
      />
      <Choice
        label={t('audit.action')}
        value={filter.action ?? ''}
        onChange={(event) => set({ action: event.target.value })}
      >
        <option value="">{t('audit.any')}</option>
        {actionsOf[filter.log].map((action) => (
          <option key={action} value={action}>
            {actionText(action, t)}
          </option>
        ))}
      </Choice>
      <Field
        label={t('audit.from')}
        type="date"
        max={filter.to}
        value={filter.from ?? ''}
        onChange={(event) => set({ from: event.target.value })}
      />
      <Field
        label={t('audit.to')}
        type="date"
        min={filter.from}
        value={filter.to ?? ''}
        onChange={(event) => set({ to: event.target.value })}
      />
      {filter.log === 'access_record' && (
        <label className={styles.glassOnly}>
          <input
            type="checkbox"
            checked={filter.glassOnly}
            onChange={(event) => set({ glassOnly: event.target.checked })}
          />
          {t('audit.glassOnly')}
        </label>
      )}
    </div>
  );
}

const blank = { who: undefined, action: undefined, from: undefined, to: undefined };
