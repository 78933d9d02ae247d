import { AppError } from '../../../shared/errors.ts';
import type { Summary, SummaryInput } from '../../../shared/summary.ts';
import type { Tx } from '../../db/connect.ts';

export async function summarize(_tx: Tx, _input: SummaryInput): Promise<Summary> {
  throw new AppError({ code: 'unavailable' });
}
