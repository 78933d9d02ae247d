import { useTranslation } from 'react-i18next';
import { householdKinds } from '../../../shared/household.ts';
import { useLabels } from '../../app/i18n.ts';
import { useTheme } from '../../app/theme.ts';
import { themedRows } from '../../map/deck/themes.ts';
import type { Register, Visible } from '../../map/visible.ts';
import { type HouseholdTheme, householdThemes, useMapState } from '../../url/mapState.ts';
import { ClassList, Dot, type LegendClass, toggled } from './ClassList.tsx';
import { classCounts } from './counts.ts';
import styles from './layers.module.css';

type HouseholdLegendProps = { register: Register; visible: Visible };

/** What the colour of a household tells, how many are in each class, and the choice of what it shall tell. */
export function HouseholdLegend({ register, visible }: HouseholdLegendProps) {
  const { t } = useTranslation();
  const [{ theme, visitAges }, change] = useMapState();
  const classes = useClasses(register, visible, theme);
  return (
    <>
      <label className={styles.choice}>
        <span>{t('layers.theme')}</span>
        <select value={theme} onChange={(event) => change({ theme: themeOf(event.target.value) })}>
          {householdThemes.map((each) => (
            <option key={each} value={each}>
              {t(`layers.theme.${each}`)}
            </option>
          ))}
        </select>
      </label>
      {theme === 'visit' ? (
        <ClassList classes={classes} onToggle={(age) => change({ visitAges: toggled(visitAges, age) })} />
      ) : (
        <ClassList classes={classes} />
      )}
      <p className={styles.note}>{t('layers.hollow')}</p>
    </>
  );
}

function themeOf(word: string): HouseholdTheme {
  return householdThemes.find((theme) => theme === word) ?? 'visit';
}

function useClasses(register: Register, visible: Visible, theme: HouseholdTheme): LegendClass<number>[] {
  const { t } = useTranslation();
  const labels = useLabels();
  const { tokens } = useTheme();
  const [{ visitAges }] = useMapState();
  const { classes, colours } = themedRows(register, theme, tokens);
  // The classes one filters by keep their counts while filtered.
  const rows = theme === 'visit' ? register.household.id.keys() : visible.households;
  const counts = classCounts(classes, rows, colours.length);
  const names: Record<HouseholdTheme, readonly string[]> = {
    visit: labels.visitAge,
    linked: [t('layers.unlinked'), t('layers.linked')],
    kind: householdKinds.map((kind) => labels.householdKind[kind]),
    zone: zoneNames(register, tokens.map.zones.length, t('layers.noZone')),
  };
  return colours
    .map((colour, index) => ({
      key: index,
      label: names[theme][index] ?? '',
      count: counts[index] ?? 0,
      sign: <Dot colour={colour} isHollow={theme === 'linked' && index === 0} />,
      isChosen: theme === 'visit' && visitAges.includes(index),
    }))
    .filter(({ count }) => theme !== 'zone' || count > 0);
}

/** Names of the outermost zones that share a hue, in order of the hues, and of having none. */
function zoneNames({ zones, levels }: Register, hues: number, none: string): string[] {
  const outermost = new Set(levels.filter((level) => level.ordinal === 1).map((level) => level.level));
  const names = Array.from({ length: hues }, (): string[] => []);
  for (const zone of zones) if (outermost.has(zone.level)) names[(zone.number - 1) % hues]?.push(zone.name);
  return [...names.map((list) => [...new Set(list)].join('、')), none];
}
