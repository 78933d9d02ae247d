import { useQuery } from '@tanstack/react-query';
import { KeyRound, LogOut, MonitorSmartphone, ShieldCheck, Unplug } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../shared/me.ts';
import { doorQuery } from '../../api/auth.ts';
import { useMe } from '../../api/me.ts';
import { useLabels } from '../../app/i18n.ts';
import { Popup } from '../../ui/Popup.tsx';
import styles from './menu.module.css';
import { PasswordDialog } from './PasswordDialog.tsx';
import { SecondFactorDialog } from './SecondFactorDialog.tsx';
import { SessionsDialog } from './SessionsDialog.tsx';
import { SignOutDialog } from './SignOutDialog.tsx';
import { signOut } from './signOut.ts';

type Open = 'password' | 'secondFactor' | 'sessions' | 'everywhere';

/** Who is signed in, as what and where, and what they may do with their own account. */
export function UserMenu({ children }: { /** What else a small screen keeps here. */ children?: ReactNode }) {
  const { t } = useTranslation();
  const me = useMe();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Popup
        label={`${t('session.menu')} ${me.displayName}`}
        className={styles.avatar}
        face={<span aria-hidden="true">{initials(me.displayName)}</span>}
      >
        {(shut) => (
          <div>
            <WhoAmI me={me} />
            {children}
            <AccountItems
              onOpen={(which) => {
                shut();
                setOpen(which);
              }}
            />
          </div>
        )}
      </Popup>
      {open === 'password' && <PasswordDialog onClose={close} />}
      {open === 'secondFactor' && <SecondFactorDialog onClose={close} />}
      {open === 'sessions' && <SessionsDialog onClose={close} />}
      {open === 'everywhere' && <SignOutDialog onClose={close} />}
    </>
  );
}

/** 王, 村委: what fits a disc. */
function initials(name: string): string {
  const letters = Array.from(name.trim());
  return /\p{Script=Han}/u.test(name) ? letters.slice(0, letters.length > 3 ? 2 : 1).join('') : (letters[0] ?? '?');
}

function WhoAmI({ me }: { me: Me }) {
  const { t } = useTranslation();
  const { role } = useLabels();
  const door = useDoor();
  return (
    <div className={styles.who}>
      <p className={styles.name}>
        {me.displayName} <span>{door?.signed?.username}</span>
      </p>
      <ul aria-label={t('session.roles')}>
        {me.holdings.map((held) => (
          <li key={`${held.role} ${held.areaCode} ${held.zoneId}`}>
            <strong>{role[held.role]}</strong>
            <span>
              {[
                held.areaName,
                held.zoneName,
                held.households === null ? null : t('session.households', { count: held.households }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function AccountItems({ onOpen }: { onOpen: (which: Open) => void }) {
  const { t } = useTranslation();
  const isOn = useDoor()?.signed?.twoFactorEnabled;
  return (
    <div className={styles.items}>
      <button type="button" className={styles.item} onClick={() => onOpen('password')}>
        <KeyRound size={16} aria-hidden />
        {t('session.changePassword')}
      </button>
      <button type="button" className={styles.item} onClick={() => onOpen('secondFactor')}>
        <ShieldCheck size={16} aria-hidden />
        {t('session.secondFactor')}
        {isOn !== undefined && <small>{t(isOn ? 'session.factor.on' : 'session.factor.off')}</small>}
      </button>
      <button type="button" className={styles.item} onClick={() => onOpen('sessions')}>
        <MonitorSmartphone size={16} aria-hidden />
        {t('session.sessions')}
      </button>
      <button type="button" className={styles.item} onClick={() => onOpen('everywhere')}>
        <Unplug size={16} aria-hidden />
        {t('session.signOutEverywhere')}
      </button>
      <button type="button" className={styles.item} onClick={() => void signOut()}>
        <LogOut size={16} aria-hidden />
        {t('session.signOut')}
      </button>
    </div>
  );
}

function useDoor() {
  return useQuery(doorQuery).data;
}
