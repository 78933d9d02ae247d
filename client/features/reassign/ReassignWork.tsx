import { BalanceDock } from './balance/BalanceDock.tsx';
import { useReassignMap } from './map/useReassignMap.ts';
import { PastWork } from './past/PastWork.tsx';
import { ComparisonWork } from './plans/ComparisonWork.tsx';
import type { ReassignNow } from './reassignNow.ts';
import { useReassignStore } from './reassignStore.ts';
import { useDrawTool } from './select/useDrawTool.ts';
import { useReassignKeys } from './useReassignKeys.ts';
import { useReassignState } from './useReassignState.ts';

/** What goes on as long as the mode lasts, whether its panel is open or not: the map, the keys, the presence. */
export function ReassignWork() {
  const now = useReassignState();
  const { page, comparison } = useReassignStore();
  if (!now) return null;
  if (comparison) return <ComparisonWork now={now} comparison={comparison} />;
  return page === 'past' ? <PastWork now={now} /> : <AtWork now={now} />;
}

function AtWork({ now }: { now: ReassignNow }) {
  useReassignMap(now);
  useDrawTool(now);
  useReassignKeys(now);
  return <BalanceDock now={now} />;
}
