import { TRPCClientError } from '@trpc/client';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { borderFaultSchema } from '../../../../shared/zoneChange.ts';
import { errorText } from '../../../app/errorText.ts';
import { flyTo } from '../../../map/mapStore.ts';
import { TextButton } from '../../../ui/TextButton.tsx';
import { zoneName } from '../names.ts';
import styles from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';

const dataSchema = z.object({ detail: z.object({ faults: z.array(borderFaultSchema) }) });

/** Why borders were refused, with the way to each place. */
export function BorderFaults({ now, error }: { now: ReassignNow; error: unknown }) {
  const { t } = useTranslation();
  const told = error instanceof TRPCClientError ? dataSchema.safeParse(error.data) : null;
  const faults = told?.success ? told.data.detail.faults : [];
  return (
    <div role="alert" className={styles.bad}>
      <p>{errorText(error, t)}</p>
      <ul className={styles.shortfalls}>
        {faults.map(({ kind, zoneIds, position, width }) => (
          <li key={`${kind} ${position.join()}`}>
            <TextButton onClick={() => flyTo(position, 19)}>
              {t(`reassign.borders.fault.${kind}`, {
                zones: zoneIds.map((id) => zoneName(now, id, t)).join('、'),
                width: width.toFixed(2),
              })}
            </TextButton>
          </li>
        ))}
      </ul>
    </div>
  );
}
