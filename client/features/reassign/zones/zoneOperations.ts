import type { TFunction } from 'i18next';
import type { ZoneSummary } from '../../../../shared/zone.ts';
import type { Operation } from '../operations.ts';
import type { ReassignNow } from '../reassignNow.ts';
import { mostParts } from './splitParts.ts';

/** What can be done with one zone. */
export const zoneVerbs = ['appoint', 'rename', 'split', 'merge', 'retire'] as const;
export type ZoneVerb = (typeof zoneVerbs)[number];

type Rights = { mayChange: boolean; mayAppoint: boolean };

export function zoneOperations(
  now: Pick<ReassignNow, 'register' | 'draft'>,
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
  { register, draft }: Pick<ReassignNow, 'register' | 'draft'>,
  zone: ZoneSummary,
  verb: ZoneVerb,
  { mayChange, mayAppoint }: Rights,
  t: TFunction,
): string | null {
  if (verb === 'appoint') return mayAppoint ? null : t('reassign.zones.why.appoint');
  if (!mayChange) return t('reassign.zones.why.right');
  const isAlone = !register.zones.some(({ id, level }) => level === zone.level && id !== zone.id);
  if (verb === 'merge' && isAlone) return t('reassign.zones.why.one');
  if (verb === 'split' && mostParts({ draft, register }, zone) < 2) return t('reassign.zones.why.few');
  const isHolding = zone.households > 0 || register.zones.some(({ parentId }) => parentId === zone.id);
  if (verb === 'retire' && isHolding) return t('reassign.zones.why.empty');
  return null;
}
