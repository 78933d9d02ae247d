import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { Buttons, Dialog, Form } from '../../../ui/Dialog.tsx';
import { TextField } from '../../../ui/Field.tsx';
import shared from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import styles from './select.module.css';
import { householdsOfNumbers } from './selection.ts';

/** Unknown numbers that are named before the rest is only counted. */
const named = 12;

type PasteDialogProps = {
  now: ReassignNow;
  onClose: () => void;
  onTake: (ids: readonly number[], how: 'replace' | 'add') => void;
};

/** Selects the households of a pasted list of numbers, and says which of them nobody has. */
export function PasteDialog({ now, onClose, onTake }: PasteDialogProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const { household } = now.register;
  const pasted = useMemo(() => householdsOfNumbers(text, household), [text, household]);
  const take = (how: 'replace' | 'add') => {
    onTake(pasted.ids, how);
    onClose();
  };
  return (
    <Dialog title={t('reassign.paste.title')} onClose={onClose}>
      <Form onSubmit={() => take('replace')}>
        <TextField
          label={t('reassign.paste.label')}
          hint={t('reassign.paste.hint')}
          rows={7}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {text.trim() === '' ? null : (
          <div role="status" className={styles.pasted}>
            <p>{t('reassign.paste.found', { count: pasted.ids.length, repeated: pasted.repeated })}</p>
            {pasted.unknown.length > 0 ? (
              <p className={shared.bad}>
                {t('reassign.paste.unknown', {
                  count: pasted.unknown.length,
                  numbers: pasted.unknown.slice(0, named).join('、'),
                })}
                {pasted.unknown.length > named ? '…' : ''}
              </p>
            ) : null}
          </div>
        )}
        <Buttons>
          <Button isDisabled={pasted.ids.length === 0} onClick={() => take('add')}>
            {t('reassign.paste.add')}
          </Button>
          <Button isPrimary isDisabled={pasted.ids.length === 0} onClick={() => take('replace')}>
            {t('reassign.paste.select', { count: pasted.ids.length })}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}
