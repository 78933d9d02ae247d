import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type HazardCategory, hazardCategories } from '../../../shared/hazard.ts';
import type { HazardKind, HazardTree } from '../../../shared/hazardTree.ts';
import { useLabels, useLanguage } from '../../app/i18n.ts';
import { TextButton } from '../../ui/TextButton.tsx';
import { NumberBox } from './NumberBox.tsx';
import { RuleEnds } from './RuleEnds.tsx';
import styles from './rules.module.css';
import { useRules } from './useRules.ts';

/** 隐患分类: the kinds under each category, and how far a hazard of it reaches. */
export function TreePart() {
  const { t } = useTranslation();
  const rules = useRules(['hazardTree', 'hazardReach']);
  const { hazardTree, hazardReach } = rules.value;
  const kinds = Object.values(hazardTree).flat();
  const isNameless = kinds.some(({ zh, en }) => zh.trim() === '' || en.trim() === '');
  return (
    <section className={styles.rules} aria-label={t('admin.tree')}>
      <p className={styles.lead}>{t('admin.tree.lead')}</p>
      <ul className={styles.categories}>
        {hazardCategories.map((category) => (
          <CategoryRow
            key={category}
            category={category}
            kinds={hazardTree[category] ?? []}
            reach={hazardReach[category]}
            onKinds={(own) => rules.set({ hazardTree: withKinds(hazardTree, category, own) })}
            onReach={(metres) => rules.set({ hazardReach: { ...hazardReach, [category]: metres } })}
          />
        ))}
      </ul>
      <RuleEnds rules={rules} problem={isNameless ? t('admin.tree.nameless') : null} />
    </section>
  );
}

function withKinds(tree: HazardTree, category: HazardCategory, kinds: HazardKind[]): HazardTree {
  return { ...tree, [category]: kinds };
}

type CategoryRowProps = {
  category: HazardCategory;
  kinds: readonly HazardKind[];
  reach: number;
  onKinds: (kinds: HazardKind[]) => void;
  onReach: (metres: number) => void;
};

function CategoryRow({ category, kinds, reach, onKinds, onReach }: CategoryRowProps) {
  const { t } = useTranslation();
  const { hazardCategory } = useLabels();
  const [language] = useLanguage();
  const name = hazardCategory[category];
  const put = (key: string, patch: Partial<HazardKind>) =>
    onKinds(kinds.map((kind) => (kind.key === key ? { ...kind, ...patch } : kind)));
  // Its key is never seen; hazards keep it when the names change.
  const add = () => onKinds([...kinds, { key: `own${crypto.randomUUID().replaceAll('-', '')}`, zh: '', en: '' }]);
  return (
    <li>
      <details className={styles.category}>
        <summary>
          <strong>{name}</strong>
          <span>{kinds.map((kind) => kind[language] || '…').join(language === 'zh' ? '、' : ', ')}</span>
          <em>{Number.isFinite(reach) ? t('admin.tree.reachShort', { count: reach }) : '–'}</em>
        </summary>
        <div className={styles.categoryBody}>
          <NumberBox label={t('admin.tree.reach')} value={reach} least={0} most={5_000} onChange={onReach} />
          <ul className={styles.kinds} aria-label={t('admin.tree.kindsOf', { name })}>
            {kinds.map((kind, index) => (
              <li key={kind.key}>
                <input
                  aria-label={t('admin.tree.zh', { name, number: index + 1 })}
                  placeholder={t('admin.tree.zhExample')}
                  maxLength={40}
                  value={kind.zh}
                  aria-invalid={kind.zh.trim() === '' || undefined}
                  onChange={(event) => put(kind.key, { zh: event.target.value })}
                />
                <input
                  aria-label={t('admin.tree.en', { name, number: index + 1 })}
                  placeholder={t('admin.tree.enExample')}
                  lang="en"
                  maxLength={60}
                  value={kind.en}
                  aria-invalid={kind.en.trim() === '' || undefined}
                  onChange={(event) => put(kind.key, { en: event.target.value })}
                />
                <button
                  type="button"
                  className={styles.icon}
                  aria-label={t('admin.tree.drop', { name: kind[language] || String(index + 1) })}
                  onClick={() => onKinds(kinds.filter((each) => each !== kind))}
                >
                  <Trash2 size={16} aria-hidden />
                </button>
              </li>
            ))}
          </ul>
          {kinds.length < 60 && (
            <TextButton onClick={add}>
              <Plus size={16} aria-hidden />
              {t('admin.tree.add')}
            </TextButton>
          )}
        </div>
      </details>
    </li>
  );
}
