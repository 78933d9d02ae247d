import { Check, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { HazardState } from '../../../shared/hazard.ts';
import { useLabels } from '../../app/i18n.ts';
import { None } from '../../ui/Card.tsx';
import { Silent } from '../../ui/Hint.tsx';
import { closedLoop, type LoopStep } from './closedLoop.ts';
import styles from './hazard.module.css';

/** The closed loop as steps: what is done, where it stands, what is to come. */
export function LoopStepper({ state }: { state: HazardState }) {
  const { t } = useTranslation();
  const steps = closedLoop(state);
  return (
    <>
      <ol className={styles.loop} aria-label={t('hazard.progress')}>
        {steps.map((step, index) => (
          <Step key={step.state} step={step} number={index + 1} />
        ))}
      </ol>
      {state === 'rejected' ? <None>{t('hazard.rejected')}</None> : null}
    </>
  );
}

function Step({ step, number }: { step: LoopStep; number: number }) {
  const { t } = useTranslation();
  const { hazardState } = useLabels();
  const standing = { done: 'hazard.stepDone', current: 'hazard.stepCurrent', ahead: 'hazard.stepAhead' } as const;
  return (
    <li
      className={styles.step}
      data-standing={step.standing}
      aria-current={step.standing === 'current' ? 'step' : undefined}
    >
      <span className={styles.stepMark} aria-hidden="true">
        {step.state === 'rejected' ? <X size={14} /> : step.standing === 'done' ? <Check size={14} /> : number}
      </span>
      <span className={styles.stepName}>{hazardState[step.state]}</span>
      <Silent>{t(standing[step.standing])}</Silent>
    </li>
  );
}
