import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<'ui.copiedText' | 'ui.copyRefused' | null>(null);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setOutcome('ui.copiedText'),
      () => setOutcome('ui.copyRefused'),
    );
  };
  return (
    <Button onClick={copy}>
      <Copy size={16} aria-hidden />
      <span role="status">{t(outcome ?? 'ui.copy')}</span>
    </Button>
  );
}
