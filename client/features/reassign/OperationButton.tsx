import type { ReactNode } from 'react';
import controls from './controls.module.css';
import type { Operation } from './operations.ts';
import styles from './reassign.module.css';
import { useReassignStore } from './reassignStore.ts';

type OperationButtonProps = {
  operation: Operation;
  /** Instead of the label, which then is its name. */
  icon?: ReactNode;
  isPrimary?: boolean;
};

/** A button for an operation. A disabled one can still be reached, and says why when it is pressed or pointed at. */
export function OperationButton({ operation, icon, isPrimary = false }: OperationButtonProps) {
  const { label, keys, disabledReason, run } = operation;
  const say = useReassignStore((store) => store.say);
  const hint = keys ? `${label} (${keys})` : label;
  return (
    <button
      type="button"
      className={icon ? controls.iconOperation : controls.operation}
      data-primary={isPrimary}
      aria-disabled={disabledReason !== null}
      aria-label={icon ? label : undefined}
      aria-keyshortcuts={keys?.replace('Ctrl', 'Control')}
      title={disabledReason ?? hint}
      onClick={() => (disabledReason === null ? run() : say(disabledReason))}
    >
      {icon ?? label}
      {!icon && keys && disabledReason === null ? <kbd className={styles.key}>{keys}</kbd> : null}
    </button>
  );
}
