import { type ReactNode, useId } from 'react';
import styles from './Card.module.css';

type CardProps = {
  /** What kind of thing it is, with its number. */
  kicker: ReactNode;
  title: string;
  subtitle?: ReactNode;
  tags?: ReactNode;
  actions?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
};

/** The frame every card of the drawer has: a header that stays, what is known, and how fresh it is. */
export function Card({ kicker, title, subtitle, tags, actions, footer, children }: CardProps) {
  const titleId = useId();
  return (
    <article className={styles.card} aria-labelledby={titleId}>
      <header className={styles.header}>
        <p className={styles.kicker}>{kicker}</p>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        {subtitle ? <p className={styles.subtitle}>{subtitle}</p> : null}
        {tags ? <div className={styles.tags}>{tags}</div> : null}
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </header>
      <div className={styles.body}>
        {children}
        {footer ? <footer className={styles.footer}>{footer}</footer> : null}
      </div>
    </article>
  );
}

/** One sentence where a list would be. */
export function None({ children }: { children: ReactNode }) {
  return <p className={styles.none}>{children}</p>;
}

/** Names and values; rows without a value are left to the caller to leave out. */
export function Facts({ rows }: { rows: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className={styles.facts}>
      {rows.map(({ label, value }) => [<dt key={`${label}:`}>{label}</dt>, <dd key={label}>{value}</dd>])}
    </dl>
  );
}

/** Small grey words behind a fact. */
export function Aside({ children }: { children: ReactNode }) {
  return <span className={styles.aside}>{children}</span>;
}

/** A name that opens what it names. */
export function NameLink({ onClick, label, children }: { onClick: () => void; label?: string; children: ReactNode }) {
  return (
    <button type="button" className={styles.link} data-inline onClick={onClick} aria-label={label}>
      {children}
    </button>
  );
}

/** Something that stands in the way, with the action that removes it. */
export function Notice({ text, action }: { text: string; action?: ReactNode }) {
  return (
    <div className={styles.notice}>
      <p>{text}</p>
      {action}
    </div>
  );
}
