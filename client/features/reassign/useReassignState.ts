import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberSummary } from '../../../shared/household.ts';
import { noSteps } from '../../../shared/plan.ts';
import type { ZoneLock } from '../../../shared/reassign.ts';
import { useCurrentArea } from '../../api/area.ts';
import { useMay } from '../../api/me.ts';
import { useTRPC } from '../../api/trpc.ts';
import { errorText } from '../../app/errorText.ts';
import { useMapStore } from '../../map/mapStore.ts';
import { useRegister } from '../../map/useRegister.ts';
import { useMapState } from '../../url/mapState.ts';
import { previewOf, previewOfMoves } from './balance/preview.ts';
import { draftOf, groundOf } from './draft.ts';
import { usePlan } from './plans/usePlan.ts';
import { usePresence } from './plans/usePresence.ts';
import { type ReassignNow, useReassignNow } from './reassignNow.ts';
import { useReassignStore } from './reassignStore.ts';
import { targetOfZone } from './select/targets.ts';

const noMembers: MemberSummary[] = [];
const noLocks: ZoneLock[] = [];

/** Works out everything the panel, the map and the keys need, and keeps it for them; null while something is missing. */
export function useReassignState(): ReassignNow | null {
  const { t } = useTranslation();
  const area = useCurrentArea();
  const villageCode = area?.level === 'village' ? area.code : '';
  const countyCode = villageCode.slice(0, 6);
  const trpc = useTRPC();
  const register = useRegister();
  const members = useQuery(trpc.member.list.queryOptions({ areaCode: villageCode }, { enabled: villageCode !== '' }));
  const locks = useQuery(trpc.reassign.lock.list.queryOptions({ villageCode }, { enabled: villageCode !== '' }));
  const say = useReassignStore((store) => store.say);
  const { open, error: planError } = usePlan(countyCode, (error, lost) =>
    say([errorText(error, t), lost > 0 ? t('reassign.lost', { count: lost }) : ''].join(' ').trim()),
  );
  const others = usePresence(villageCode);
  const mayDraft = useMay('plan.draft');
  const [{ slot, target: chosenTarget }] = useMapState();
  const store = useReassignStore();
  const begin = store.begin;
  useEffect(() => begin(slot), [begin, slot]);

  // Visits and hazards come and go without changing the balance.
  const { household, keyPerson, link, zones, levels } = register ?? {};
  const ground = useMemo(() => {
    if (!household || !keyPerson || !link || !zones || !levels || !members.data) return null;
    return groundOf({ household, keyPerson, link, zones, levels }, members.data);
  }, [household, keyPerson, link, zones, levels, members.data]);
  const gestures = open?.plan.gestures ?? noSteps;
  const draft = useMemo(() => (ground ? draftOf(ground, gestures) : null), [ground, gestures]);
  const locked = useMemo(() => new Set((locks.data ?? noLocks).map(({ zoneId }) => zoneId)), [locks.data]);
  const hovered = useHoveredZone();
  const chosen = store.catching ?? store.selected;
  const isAiming = store.tool === 'point' && store.selected.size > 0;
  const target =
    store.pointedTarget ??
    (draft && isAiming && hovered !== null ? targetOfZone(draft, slot, hovered, store.selected) : null) ??
    chosenTarget;
  const preview = useMemo(() => {
    if (!draft) return null;
    if (store.proposed) return previewOfMoves(draft, store.proposed);
    return previewOf(draft, { slot, ids: store.slot === slot ? chosen : new Set(), target, locked });
  }, [draft, slot, store.slot, store.proposed, chosen, target, locked]);
  const now = useMemo((): ReassignNow | null => {
    if (!register || !draft || !preview) return null;
    return {
      villageCode,
      countyCode,
      register,
      members: members.data ?? noMembers,
      draft,
      open,
      planError,
      slot,
      chosen,
      target,
      preview,
      locks: locks.data ?? noLocks,
      locked,
      others,
      mayDraft,
    };
  }, [
    villageCode,
    countyCode,
    register,
    members.data,
    draft,
    open,
    planError,
    slot,
    chosen,
    target,
    preview,
    locks.data,
    locked,
    others,
    mayDraft,
  ]);
  useEffect(() => {
    useReassignNow.setState({ now });
  }, [now]);
  useEffect(() => () => useReassignNow.setState({ now: null }), []);
  return now;
}

function useHoveredZone(): number | null {
  return useMapStore(({ hover }) => (hover?.kind === 'zone' ? hover.id : null));
}
