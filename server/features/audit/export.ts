import type { AuditEntry, AuditExportInput, AuditExportPage } from '../../../shared/audit.ts';
import { byteOrderMark, csvLine } from '../../../shared/csv.ts';
import type { Tx } from '../../db/connect.ts';
import { auditEntries } from './list.ts';

const rowsAtOnce = 1000;

const titles: Record<AuditExportInput['language'], string[]> = {
  zh: [
    '编号',
    '时间 (UTC)',
    '账号',
    '人员',
    '操作',
    '对象',
    '对象编号',
    '户编号',
    '字段',
    '村社',
    '来源地址',
    '事由',
    '应急查看',
  ],
  en: [
    'Id',
    'Time (UTC)',
    'Account',
    'Who',
    'Action',
    'Subject',
    'Subject ids',
    'Households',
    'Fields',
    'Village',
    'Address',
    'Reason',
    'Glass broken',
  ],
};

/** The next rows of a log as comma-separated values; `before` is null after the last. */
export async function exportAudit(tx: Tx, input: AuditExportInput): Promise<AuditExportPage> {
  const entries = await auditEntries(tx, input, rowsAtOnce);
  const head = input.before === undefined ? byteOrderMark + csvLine(titles[input.language]) : '';
  const last = entries.length === rowsAtOnce ? entries.at(-1) : undefined;
  return { csv: head + entries.map((entry) => csvLine(cells(entry))).join(''), before: last?.id ?? null };
}

function cells(entry: AuditEntry): (string | number)[] {
  const others = entry.subjectCount - entry.subjectIds.length;
  return [
    entry.id,
    entry.at,
    entry.accountId ?? '',
    entry.actor,
    entry.action,
    entry.subject,
    entry.subjectIds.join(' ') + (others > 0 ? ` +${others}` : ''),
    entry.numbers.join(' '),
    entry.fields.join(' '),
    entry.villageCode ?? '',
    entry.address,
    entry.reason,
    entry.glass ? '✓' : '',
  ];
}
