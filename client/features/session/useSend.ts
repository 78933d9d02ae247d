import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCodeOf, errorDetailOf, errorText } from '../../app/errorText.ts';

type Sending<Answer> = {
  isSending: boolean;
  error: unknown;
  /** A sentence on what went wrong, which counts down while one has to wait; null when nothing did. */
  problem: string | null;
  /** Whether trying again has to wait. */
  isLocked: boolean;
  send: (work: () => Promise<Answer>) => void;
};

/** Sends what a form asks for, and says in words what went wrong. */
export function useSend<Answer>(onDone: (answer: Answer) => void): Sending<Answer> {
  const { t } = useTranslation();
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<{ error: unknown; at: number } | null>(null);
  const seconds = useSecondsLeft(failure);
  const isLocked = seconds > 0;
  const send = (work: () => Promise<Answer>) => {
    setSending(true);
    setFailure(null);
    work()
      .then(onDone, (error: unknown) => setFailure({ error, at: Date.now() }))
      .finally(() => setSending(false));
  };
  const problem = () => {
    if (!failure) return null;
    if (errorCodeOf(failure.error) !== 'signInLocked') return errorText(failure.error, t);
    if (!isLocked) return t('session.lockedOver');
    if (seconds < 60) return t('session.lockedSeconds', { count: seconds });
    return t('session.lockedMinutes', { count: Math.ceil(seconds / 60) });
  };
  return { isSending, error: failure?.error, problem: problem(), isLocked, send };
}

/** Seconds until one may try again, counted down. */
function useSecondsLeft(failure: { error: unknown; at: number } | null): number {
  const [now, setNow] = useState(Date.now);
  const wait =
    failure && errorCodeOf(failure.error) === 'signInLocked' ? Number(errorDetailOf(failure.error).seconds) : 0;
  const left = failure && wait > 0 ? Math.max(0, Math.ceil((failure.at + wait * 1000 - now) / 1000)) : 0;
  const isCounting = wait > 0;
  useEffect(() => {
    if (!isCounting) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isCounting]);
  return left;
}
