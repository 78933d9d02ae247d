import { Bell } from '../features/notice/Bell.tsx';
import { UserMenu } from '../features/session/UserMenu.tsx';
import styles from './app.module.css';
import { ModeList } from './ModeList.tsx';
import { Preferences } from './Preferences.tsx';
import { useIsSmall } from './useIsSmall.ts';

/** What is about the one who is signed in: language and light, what they were told, their account. */
export function UserArea() {
  const isSmall = useIsSmall();
  return (
    <div className={styles.user}>
      {!isSmall && <Preferences />}
      <Bell />
      <UserMenu>
        {isSmall && (
          <div className={styles.menuTools}>
            <ModeList />
            <Preferences />
          </div>
        )}
      </UserMenu>
    </div>
  );
}
