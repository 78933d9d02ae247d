import { Check, Clock, RotateCcw } from 'lucide-react';
import { useTheme } from '../../app/theme.ts';
import { colourOf, type TaskStanding } from './taskState.ts';

const icons = { overdue: Clock, found: RotateCcw, due: null, passed: Check };

/** How a task stands, as on the map: a disc in its colour, with a glyph that says it without colour. */
export function TaskMark({ standing }: { standing: TaskStanding }) {
  const { tokens } = useTheme();
  const Icon = icons[standing];
  return (
    <svg width={20} height={20} viewBox="0 0 20 20" aria-hidden="true" style={{ flex: 'none' }}>
      <circle cx={10} cy={10} r={9} fill={colourOf(standing, tokens)} />
      {Icon ? (
        <Icon x={4} y={4} size={12} color={tokens.surface} strokeWidth={3} />
      ) : (
        <circle cx={10} cy={10} r={4} fill={tokens.surface} />
      )}
    </svg>
  );
}
