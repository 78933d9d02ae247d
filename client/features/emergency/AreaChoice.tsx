import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCurrentArea, useMapDescription } from '../../api/area.ts';
import { useTRPC } from '../../api/trpc.ts';
import { useLanguage } from '../../app/i18n.ts';
import { goTo } from '../../map/useOpen.ts';
import { Choice } from '../../ui/Field.tsx';
import { useThreatStore } from './threatStore.ts';

/** The threatened area by its name: in a village all of it or one of its zones, elsewhere an area below. */
export function AreaChoice() {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const { chosen, change } = useThreatStore();
  const area = useCurrentArea();
  const { areas = [], zoneLevels = [] } = useMapDescription() ?? {};
  const areaCode = area?.code ?? '';
  const isVillage = area?.level === 'village';
  const zones = useQuery(useTRPC().zone.list.queryOptions({ areaCode }, { enabled: isVillage })).data ?? [];
  const wholes = isVillage ? [area] : areas.filter(({ parentCode }) => parentCode === areaCode);
  const choose = (key: string) => {
    const zone = zones.find(({ id }) => `zone.${id}` === key);
    const whole = wholes.find(({ code }) => code === key);
    change({ chosen: zone ? { areaCode, zoneId: zone.id } : whole ? { areaCode: whole.code, zoneId: null } : null });
    const bounds = (zone ?? whole)?.bounds;
    if (bounds) goTo(bounds);
  };
  const value = chosen === null ? '' : chosen.zoneId === null ? chosen.areaCode : `zone.${chosen.zoneId}`;
  return (
    <Choice label={t('emergency.which')} value={value} onChange={(event) => choose(event.target.value)}>
      <option value="">{t('emergency.chooseArea')}</option>
      {wholes.map(({ code, name }) => (
        <option key={code} value={code}>
          {isVillage ? t('emergency.wholeOf', { name }) : name}
        </option>
      ))}
      {isVillage &&
        zoneLevels.map(({ level, nameZh, nameEn }) => (
          <optgroup key={level} label={language === 'zh' ? nameZh : nameEn}>
            {zones
              .filter((zone) => zone.level === level)
              .map(({ id, name }) => (
                <option key={id} value={`zone.${id}`}>
                  {name}
                </option>
              ))}
          </optgroup>
        ))}
    </Choice>
  );
}
