import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedFilter } from '../../../../shared/hazardFilter.ts';
import { useTRPC } from '../../../api/trpc.ts';
import { errorText } from '../../../app/errorText.ts';
import { Button } from '../../../ui/Button.tsx';
import { Form } from '../../../ui/Dialog.tsx';
import { Field, FormError } from '../../../ui/Field.tsx';
import { useMapState } from '../../../url/mapState.ts';
import shared from '../triage.module.css';
import { useTriageStore } from '../triageStore.ts';
import type { TriageNow } from '../useTriage.ts';
import { Fold } from './FacetPart.tsx';
import styles from './filter.module.css';

/** 我的筛选: filters kept under a name by whoever is signed in. */
export function SavedFilters({ now }: { now: TriageNow }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const client = useQueryClient();
  const countyCode = now.areaCode.slice(0, 6);
  const options = trpc.hazard.filters.queryOptions({ countyCode });
  const saved = useQuery(options);
  const [name, setName] = useState('');
  const onSuccess = (filters: SavedFilter[]) => client.setQueryData(options.queryKey, filters);
  const saving = useMutation(trpc.hazard.saveFilter.mutationOptions({ onSuccess }));
  const dropping = useMutation(trpc.hazard.dropFilter.mutationOptions({ onSuccess }));
  const apply = useApply();
  const error = saving.error ?? dropping.error;
  return (
    <Fold title={t('triage.saved')} chosen={0}>
      <ul className={shared.saved}>
        {saved.data?.map((each) => (
          <li key={each.id}>
            <button type="button" className={styles.savedName} onClick={() => apply(each)}>
              {each.name}
            </button>
            <button
              type="button"
              className={styles.cross}
              aria-label={t('triage.dropSaved', { name: each.name })}
              onClick={() => dropping.mutate({ countyCode, id: each.id })}
            >
              <Trash2 size={14} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <Form label={t('triage.saved')} onSubmit={() => name.trim() && saving.mutate({ name, filter: now.filter })}>
        <Field
          label={t('triage.saveAs')}
          maxLength={40}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <FormError>{error ? errorText(error, t) : null}</FormError>
        <Button isSubmit isDisabled={name.trim() === '' || saving.isPending}>
          {t('triage.save')}
        </Button>
      </Form>
    </Fold>
  );
}

/** Puts a kept filter into the address. */
function useApply(): (saved: SavedFilter) => void {
  const [{ hazardChoice }, change] = useMapState();
  const setText = useTriageStore((store) => store.setText);
  return ({ filter }) => {
    const { where, kinds, due, ages, reportedFrom, reportedTo, responsible } = filter;
    setText(filter.text);
    change({
      area: filter.areaCode,
      zone: filter.zoneId,
      hazardSeverities: filter.severities,
      hazardStates: filter.states,
      hazardCategories: filter.categories,
      hazardChoice: { ...hazardChoice, where, kinds, due, ages, reportedFrom, reportedTo, responsible },
    });
  };
}
