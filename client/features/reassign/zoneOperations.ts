import type { TFunction } from 'i18next';
import type { ZoneSummary } from '../../../shared/zone.ts';
import type { Operation } from './operations.ts';
import type { ReassignNow } from './reassignNow.ts';

/** What can be done with one zone. */
export const zoneVerbs = ['appoint', 'rename', 'split', 'merge', 'retire'] as const;
export type ZoneVerb = (typeof zoneVerbs)[number];

type Rights = { mayChange: boolean; mayAppoint: boolean };

export function zoneOperations(
  now: Pick<ReassignNow, 'register'>,
  zone: ZoneSummary,
  rights: Rights,
  t: TFunction,
  run: (verb: ZoneVerb) => void,
): Operation[] {
  return zoneVerbs.map((verb) => ({
    label: t(`reassign.zones.${verb}`),
    disabledReason: whyNot(now, zone, verb, rights, t),
    run: () => run(verb),
  }));
}

function whyNot(
  { register }: Pick<ReassignNow, 'register'>,
  zone: ZoneSummary,
  verb: ZoneVerb,
  { mayChange, mayAppoint }: Rights,
  t: TFunction,
): string | null {
  if (verb === 'appoint') return mayAppoint ? null : t('reassign.zones.why.appoint');
  if (!mayChange) return t('reassign.zones.why.right');
  const isAlone = !register.zones.some(({ id, level }) => level === zone.level && id !== zone.id);
  if (verb === 'merge' && isAlone) return t('reassign.zones.why.one');
  if (verb === 'split' && zone.households < 2) return t('reassign.zones.why.few');
  if (verb === 'retire' && zone.households > 0) return t('reassign.zones.why.empty');
  return null;
}
