import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../../shared/permissions.ts';
import { useCurrentArea, useMapDescription } from '../../api/area.ts';
import { useMe } from '../../api/me.ts';
import { useTRPC } from '../../api/trpc.ts';
import { useBasemap } from '../../map/basemapStore.ts';
import type { LayerId } from '../../map/layerIds.ts';
import { useRegister } from '../../map/useRegister.ts';
import { useVisible } from '../../map/useVisible.ts';
import type { Register, Visible } from '../../map/visible.ts';
import { Switch } from '../../ui/Switch.tsx';
import { layerCount } from './counts.ts';
import { HazardLegend } from './HazardLegend.tsx';
import { HouseholdLegend } from './HouseholdLegend.tsx';
import { LayerRow } from './LayerRow.tsx';
import styles from './layers.module.css';
import { PeopleLegend } from './PeopleLegend.tsx';

const groups = [
  { name: 'people', layers: ['household', 'keyPerson', 'visit', 'link'] },
  { name: 'zones', layers: ['grid', 'lane', 'border'] },
  { name: 'things', layers: ['hazard', 'place', 'asset'] },
  { name: 'base', layers: ['building', 'street', 'landuse', 'terrain'] },
] as const satisfies readonly { name: string; layers: readonly LayerId[] }[];

/** What a layer shows, where not everybody may see it. */
const layerActions: Partial<Record<LayerId, Action>> = {
  household: 'household.list',
  visit: 'household.list',
  link: 'household.list',
  keyPerson: 'keyPerson.see',
  grid: 'zone.see',
  lane: 'zone.see',
  asset: 'asset.see',
  hazard: 'hazard.see',
};

/** The groups without the layers that hold nothing for somebody. */
function groupsFor(actions: readonly Action[]) {
  return groups
    .map(({ name, layers }) => ({ name, layers: layers.filter((layer) => isFor(layer, actions)) }))
    .filter(({ layers }) => layers.length > 0);
}

function isFor(layer: LayerId, actions: readonly Action[]): boolean {
  const action = layerActions[layer];
  return action === undefined || actions.includes(action);
}

/** The legend, which is also the switch of every layer. */
export function LayersPanel() {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const areaCode = useCurrentArea()?.code ?? '';
  const { actions } = useMe();
  const enabled = areaCode !== '' && actions.includes('summary.see');
  const register = useRegister();
  const visible = useVisible(register);
  const summary = useQuery(trpc.summary.get.queryOptions({ areaCode }, { enabled })).data ?? null;
  const [open, setOpen] = useState<ReadonlySet<LayerId>>(new Set<LayerId>(['household']));
  const toggle = (layer: LayerId) => {
    const next = new Set(open);
    if (!next.delete(layer)) next.add(layer);
    setOpen(next);
  };
  return (
    <div className={styles.panel}>
      {groupsFor(actions).map(({ name, layers }) => (
        <section key={name} aria-label={t(`layers.group.${name}`)}>
          <h3 className={styles.group}>{t(`layers.group.${name}`)}</h3>
          <ul className={styles.list}>
            {layers.map((layer) => (
              <LayerRow
                key={layer}
                layer={layer}
                count={layerCount(layer, register, visible, summary)}
                isOpen={open.has(layer)}
                onToggle={() => toggle(layer)}
              >
                <LayerDetail layer={layer} register={register} visible={visible} />
              </LayerRow>
            ))}
          </ul>
        </section>
      ))}
      <BasemapRow />
    </div>
  );
}

type LayerDetailProps = { layer: LayerId; register: Register | null; visible: Visible | null };

function LayerDetail({ layer, register, visible }: LayerDetailProps): ReactNode {
  const { t } = useTranslation();
  switch (layer) {
    case 'household':
      return register && visible && <HouseholdLegend register={register} visible={visible} />;
    case 'keyPerson':
      return register && <PeopleLegend register={register} />;
    case 'hazard':
      return register && <HazardLegend register={register} />;
    case 'terrain':
      return <p className={styles.note}>{t('layers.contours')}</p>;
    case 'asset':
      return <p className={styles.note}>{t('layers.endsSoon')}</p>;
    case 'link':
      return <p className={styles.note}>{t('layers.linkHint')}</p>;
    default:
      return null;
  }
}

/** The configured background; nothing when there is none. */
function BasemapRow() {
  const { t } = useTranslation();
  const basemap = useMapDescription()?.basemap ?? null;
  const { isOn, setOn } = useBasemap();
  if (!basemap) return null;
  return (
    <div className={styles.row}>
      <span className={styles.name}>
        <span className={styles.word}>
          {t('layers.basemap')}
          <span className={styles.hint}>{basemap.attribution}</span>
        </span>
      </span>
      <Switch isOn={isOn} label={t('layers.show', { layer: t('layers.basemap') })} onChange={setOn} />
    </div>
  );
}
