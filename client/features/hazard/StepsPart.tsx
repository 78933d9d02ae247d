import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hazardStates } from '../../../shared/hazard.ts';
import { type HazardStep, hazardLoop } from '../../../shared/hazardLoop.ts';
import type { HazardDetail } from '../../../shared/hazardRegister.ts';
import { Button } from '../../ui/Button.tsx';
import { Section } from '../../ui/Panel.tsx';
import styles from './hazard.module.css';
import { StepDialog } from './StepDialog.tsx';

/** The step that leads the hazard on, the first to be offered; the others take it back, out or to somebody else. */
function forwardStep({ steps, state }: HazardDetail): HazardStep | undefined {
  const reached = hazardStates.indexOf(state);
  return steps.find((step) => {
    const { to } = hazardLoop[step];
    return (
      step === 'finish' ||
      step === 'rate' ||
      (to !== 'rejected' && hazardStates.indexOf(to) > reached && step !== 'refer')
    );
  });
}

/** 下一步: what whoever looks may do now; nothing where there is nothing to do for them. */
export function StepsPart({ hazard }: { hazard: HazardDetail }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<HazardStep | null>(null);
  const { steps } = hazard;
  if (steps.length === 0) return null;
  const forward = forwardStep(hazard);
  return (
    <Section title={t('hazard.next')}>
      <div className={styles.steps}>
        {steps.map((each) => (
          <Button key={each} isPrimary={each === forward} onClick={() => setStep(each)}>
            {t(`hazard.step.${each}`)}
          </Button>
        ))}
      </div>
      {step && <StepDialog key={step} hazard={hazard} step={step} onClose={() => setStep(null)} />}
    </Section>
  );
}
