import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { HazardDetail } from '../../../shared/hazardRegister.ts';
import { useTRPC } from '../../api/trpc.ts';
import { type ContentPart, contentOf, type HazardContent, rebased, withParts } from './hazardEdit.ts';

/** What somebody else has written while a form was open. */
export type Meanwhile = {
  actor: string;
  /** As they left it. */
  theirs: HazardContent;
  zoneName: string | null;
  /** Parts of theirs that stand now, as nothing had been written there. */
  taken: readonly ContentPart[];
  /** Parts both have written, to be decided. */
  clashes: readonly ContentPart[];
};

/**
 * Follows a hazard that is being changed: whatever others write comes in at once, is told, and where both wrote it waits
 * for a decision. `hazard` is what the form is to be compared with and sent against.
 */
export function useMeanwhile(opened: HazardDetail, content: HazardContent, set: (content: HazardContent) => void) {
  const { countyCode, id } = opened;
  const { data: latest } = useQuery(useTRPC().hazard.get.queryOptions({ countyCode, id }));
  const [hazard, setHazard] = useState(opened);
  const [meanwhile, setMeanwhile] = useState<Meanwhile | null>(null);
  const held = useRef({ hazard, content, set });
  held.current = { hazard, content, set };
  useEffect(() => {
    const { hazard: base, content: mine, set: put } = held.current;
    if (!latest || latest.seq <= base.seq) return;
    const theirs = contentOf(latest);
    const { content: next, taken, clashes } = rebased(contentOf(base), mine, theirs);
    setHazard(latest);
    put(next);
    if (taken.length + clashes.length === 0) return;
    const actor = latest.events.at(-1)?.actor ?? '';
    setMeanwhile((before) => ({
      actor,
      theirs,
      zoneName: latest.zone?.name ?? null,
      taken: [...new Set([...(before?.taken ?? []), ...taken])],
      clashes: [...new Set([...(before?.clashes ?? []), ...clashes])],
    }));
  }, [latest]);
  const decide = (part: ContentPart, isTheirs: boolean) => {
    if (!meanwhile) return;
    if (isTheirs) set(withParts(content, meanwhile.theirs, [part]));
    setMeanwhile({ ...meanwhile, clashes: meanwhile.clashes.filter((each) => each !== part) });
  };
  return { hazard, meanwhile, decide };
}
