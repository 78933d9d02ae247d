import { Eye, EyeOff, FileUp } from 'lucide-react';
import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import styles from './form.module.css';

type FieldProps = {
  label: string;
  /** What is expected; below the box. */
  hint?: ReactNode;
  /** What is wrong with what was entered. */
  error?: string | null;
};

/** A box to write into, with its name above and what is wrong below. */
export function Field({ label, hint, error, ...input }: FieldProps & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className={styles.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={hint || error ? `${id}-note` : undefined}
        {...input}
      />
      <FieldNote id={`${id}-note`} hint={hint} error={error} />
    </div>
  );
}

function FieldNote({ id, hint, error }: { id: string; hint: ReactNode; error: string | null | undefined }) {
  if (!hint && !error) return null;
  return (
    <div id={id} className={styles.note} data-error={Boolean(error)}>
      {error || hint}
    </div>
  );
}

/** A box for more than one line. */
export function TextField({ label, hint, error, ...text }: FieldProps & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className={styles.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={hint || error ? `${id}-note` : undefined}
        {...text}
      />
      <FieldNote id={`${id}-note`} hint={hint} error={error} />
    </div>
  );
}

/** A box for a password, which can be looked at. */
export function PasswordField({ label, hint, error, ...input }: FieldProps & InputHTMLAttributes<HTMLInputElement>) {
  const { t } = useTranslation();
  const id = useId();
  const [isShown, setShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <span className={styles.boxed}>
        <input
          id={id}
          type={isShown ? 'text' : 'password'}
          className={styles.input}
          aria-invalid={error ? true : undefined}
          aria-describedby={hint || error ? `${id}-note` : undefined}
          autoCapitalize="none"
          spellCheck={false}
          {...input}
        />
        <button
          type="button"
          className={styles.peek}
          aria-label={t(isShown ? 'ui.hidePassword' : 'ui.showPassword')}
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
        >
          <Icon size={18} aria-hidden />
        </button>
      </span>
      <FieldNote id={`${id}-note`} hint={hint} error={error} />
    </div>
  );
}

/** One of several words. */
export function Choice({ label, children, ...select }: { label: string } & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <select id={id} className={styles.input} {...select}>
        {children}
      </select>
    </div>
  );
}

/** Yes or no. */
export function CheckBox({
  label,
  isOn,
  onChange,
}: {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}) {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}

/** A file of this machine. */
export function FileField({ label, accept, onChoose }: FileFieldProps) {
  const id = useId();
  return (
    <div className={styles.file}>
      <input
        id={id}
        type="file"
        accept={accept}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onChoose(file);
          // So that the same file can be chosen again once it is mended.
          event.target.value = '';
        }}
      />
      <label htmlFor={id}>
        <FileUp size={16} aria-hidden />
        {label}
      </label>
    </div>
  );
}
type FileFieldProps = { label: string; accept: string; onChoose: (file: File) => void };

/** What went wrong with a form as a whole. */
export function FormError({ children }: { children: ReactNode }) {
  return (
    <div role="alert" className={styles.formError} data-empty={!children}>
      {children}
    </div>
  );
}
