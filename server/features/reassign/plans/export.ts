import { byteOrderMark, csvLine } from '../../../../shared/csv.ts';
import type { RowRef } from '../../../../shared/household.ts';
import type { Slot } from '../../../../shared/move.ts';
import type { ExportedFile, PlanDiff } from '../../../../shared/reassign.ts';
import type { Scope } from '../../../auth/scope.ts';
import { now } from '../../../db/calendar.ts';
import type { Tx } from '../../../db/connect.ts';
import { countySettings } from '../../../db/settings.ts';
import { workbookOf } from '../../../workbook.ts';
import { diffPlan } from './diff.ts';

type Language = 'zh' | 'en';
type Export = RowRef & { against: number | null; format: 'csv' | 'xlsx'; language: Language };

const heads: Record<Language, string[]> = {
  zh: ['调整', '户编号或名称', '地址', '户主', '人数', '原归属', '原负责人', '现归属', '现负责人'],
  en: ['Change', 'Household or zone', 'Address', 'Head', 'People', 'From', 'From lead', 'To', 'To lead'],
};
const slotWords: Record<Language, Record<Slot, string>> = {
  zh: { lane: '住户', grid: '网格', member: '党员联户' },
  en: { lane: 'Household', grid: 'Zone', member: 'Party member' },
};
/** Whose copy it is, as the watermark says on the screen. */
const takenAlong: Record<Language, (who: string, at: string) => string> = {
  zh: (who, at) => `由 ${who} 于 ${at} 导出`,
  en: (who, at) => `Exported by ${who} at ${at}`,
};
const nobody: Record<Language, string> = { zh: '无', en: 'none' };

/** A table of texts that is taken out, and the name of what it tells of. */
type Taken = { name: string; head: string[]; rows: string[][] };

/** The difference of a plan, with exactly the rows and names that its reader is shown, and the record that it was taken out. */
export async function takePlan(tx: Tx, scope: Scope, { language, ...input }: Omit<Export, 'format'>): Promise<Taken> {
  const { plan, ...diff } = await diffPlan(tx, scope, input);
  const rows = tableOf(diff, language);
  const { watermark } = await countySettings(tx, input.countyCode);
  if (watermark) rows.push([takenAlong[language](scope.actor, now())]);
  return { name: plan.name, head: heads[language], rows };
}

/** The file, made behind the transaction, which holds the log of the county. */
export async function fileOfPlan(format: Export['format'], { name, head, rows }: Taken): Promise<ExportedFile> {
  const fileName = `${name.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim()}.${format}`;
  const content =
    format === 'csv'
      ? Buffer.from(byteOrderMark + [head, ...rows].map(csvLine).join(''))
      : await workbookOf({ name, head, rows });
  const mimeType = format === 'csv' ? 'text/csv' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { fileName, mimeType, base64: content.toString('base64') };
}

function tableOf({ rows, holders }: PlanDiff, language: Language): string[][] {
  const names = new Map(
    holders.map((holder) => [`${holder.slot === 'member' ? 'member' : 'zone'} ${holder.id}`, holder]),
  );
  const words = (slot: Slot, id: number | null): [string, string] => {
    if (id === null) return [nobody[language], ''];
    const holder = names.get(`${slot === 'member' ? 'member' : 'zone'} ${id}`);
    return [holder?.name ?? '', holder?.leadName ?? ''];
  };
  return rows.map(({ move, label, address, name, persons }) => [
    slotWords[language][move.slot],
    label,
    address,
    name,
    String(persons),
    ...words(move.slot, move.from),
    ...words(move.slot, move.to),
  ]);
}
