import { BalanceDock } from './BalanceDock.tsx';
import { ComparisonWork } from './ComparisonWork.tsx';
import { PastWork } from './PastWork.tsx';
import type { ReassignNow } from './reassignNow.ts';
import { useReassignStore } from './reassignStore.ts';
import { useDrawTool } from './useDrawTool.ts';
import { useReassignKeys } from './useReassignKeys.ts';
import { useReassignMap } from './useReassignMap.ts';
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
