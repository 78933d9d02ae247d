import { Component, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { Empty, Skeleton } from '../ui/states.tsx';

type BoundaryProps = { children: ReactNode; fallback?: ReactNode };

/** Keeps a part that is still being fetched, or that failed, from taking the rest of the page with it. */
export function Boundary({ children, fallback = <WaitingPanel /> }: BoundaryProps) {
  return (
    <FailureBoundary>
      <Suspense fallback={fallback}>{children}</Suspense>
    </FailureBoundary>
  );
}

class FailureBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return <Failed onRetry={() => this.setState({ hasFailed: false })} />;
  }
}

function Failed({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <div style={{ padding: '0 16px' }} role="alert">
      <Empty text={t('app.failed')} action={<Button onClick={onRetry}>{t('app.retry')}</Button>} />
    </div>
  );
}

function WaitingPanel() {
  return (
    <div style={{ padding: 16 }}>
      <Skeleton />
    </div>
  );
}
