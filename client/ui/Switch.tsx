import styles from './ui.module.css';

type SwitchProps = { isOn: boolean; label: string; onChange: (isOn: boolean) => void };

/** On or off, at once. */
export function Switch({ isOn, label, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      aria-label={label}
      className={styles.switch}
      onClick={() => onChange(!isOn)}
    >
      <span className={styles.knob} />
    </button>
  );
}
