import { useTranslation } from 'react-i18next';
import { errorText } from '../../app/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './rules.module.css';
import type { RuleKey, Rules } from './useRules.ts';

/** The end of a form of rules: what keeps it from being saved, and the ways out. */
export function RuleEnds<Key extends RuleKey>({ rules, problem }: { rules: Rules<Key>; problem: string | null }) {
  const { t } = useTranslation();
  const { isChanged, isSound, isSaving, isSaved, isOvertaken, error } = rules;
  const fault = problem ?? (isSound ? null : t('admin.rules.unsound'));
  return (
    <div className={styles.ends}>
      <p className={styles.said} role="status" data-error={Boolean(fault || error || isOvertaken)}>
        {isOvertaken
          ? t('admin.rules.overtaken')
          : error
            ? errorText(error, t)
            : isSaved
              ? t('admin.rules.saved')
              : isChanged
                ? (fault ?? t('admin.rules.unsaved'))
                : ''}
      </p>
      <Button isDisabled={isSaving} onClick={rules.restore}>
        {t('admin.rules.restore')}
      </Button>
      <Button isDisabled={!(isChanged || isOvertaken) || isSaving} onClick={rules.reset}>
        {t('admin.rules.reset')}
      </Button>
      <Button isPrimary isDisabled={!isChanged || fault !== null || isSaving} onClick={rules.save}>
        {t(isSaving ? 'admin.rules.saving' : 'admin.rules.save')}
      </Button>
    </div>
  );
}
