import { parseArgs } from 'node:util';
import { type LogBreak, type LogReport, logNames } from '../shared/audit.ts';
import type { Database } from './db/connect.ts';
import { openDatabase } from './db/open.ts';
import { maintain } from './db/transaction.ts';
import { pruneLogs } from './features/audit/prune.ts';
import { verifyLogs } from './features/audit/verify.ts';
import { Refusal } from './refusal.ts';
import { readSettings, type Settings } from './settings.ts';

const actor = 'audit';

/** `npm run audit:verify` and `npm run audit:prune`; answers whether all is well. Throws Refusal. */
export async function auditCommand(words: string[]): Promise<boolean> {
  const [verb, ...rest] = words;
  const { expect = [], changes = false } = options(rest);
  const settings = readSettings(process.env);
  const opened = await openDatabase(settings, { share: true });
  try {
    return verb === 'prune' ? await prune(opened.database, settings, changes) : await verify(opened.database, expect);
  } finally {
    await opened.close();
  }
}

function options(words: string[]): { expect?: string[]; changes?: boolean } {
  try {
    return parseArgs({
      args: words,
      options: { expect: { type: 'string', multiple: true }, changes: { type: 'boolean' } },
    }).values;
  } catch (cause) {
    throw new Refusal(
      '用法：npm run audit:verify [-- --expect 抄下的哈希]，npm run audit:prune [-- --changes]',
      'Usage: npm run audit:verify [-- --expect NOTED-HASH], npm run audit:prune [-- --changes]',
      { cause },
    );
  }
}

async function verify(database: Database, expected: string[]): Promise<boolean> {
  const unseen = new Set(expected.map((hash) => hash.toLowerCase()));
  const reports = await maintain(database, actor, (tx) => verifyLogs(tx, (hash) => unseen.delete(hash)), {
    snapshot: true,
  });
  for (const report of reports) print(report);
  for (const hash of unseen) {
    console.log(
      `✗ 抄下的哈希 ${hash} 不在任何链上：其后的记录曾被整段换掉。 The noted hash is in no chain: what followed it was replaced.`,
    );
  }
  const whole = unseen.size === 0 && reports.every(({ breaks }) => breaks.length === 0);
  console.log(
    whole
      ? '✓ 日志完整。请把上面的哈希抄到别处，下次用 --expect 核对。 The logs are whole. Note the hashes elsewhere, and hold the logs against them with --expect.'
      : '✗ 日志不完整。 The logs are not whole.',
  );
  return whole;
}

function print({ countyCode, log, rows, seals, prunedSeals, head, breaks }: LogReport): void {
  const pruned = prunedSeals > 0 ? `，其中 ${prunedSeals} 个已到期清除 of which ${prunedSeals} pruned` : '';
  console.log(`${countyCode} ${log}: ${rows} 行 rows, ${seals} 个封条 seals${pruned}\n  ${head || '-'}`);
  for (const entry of breaks) console.log(`  ✗ ${sentence(entry)}`);
}

function sentence(found: LogBreak): string {
  const where = 'seal' in found ? `#${found.seal} (${found.sealedAt})` : '';
  switch (found.kind) {
    case 'rowsMissing':
      return `封条 ${where}：记录 ${found.ids} 被删除。 Rows ${found.ids} of seal ${where} are gone.`;
    case 'rowsAltered':
      return `封条 ${where}：记录 ${found.ids} 中有改动。 Rows ${found.ids} of seal ${where} are not what they were.`;
    case 'rowsUnsealed':
      return `记录 ${found.ids} 没有封条，是绕过系统加入的。 Rows ${found.ids} were never sealed: they came in past the program.`;
    case 'sealsMissing':
      return `封条 #${found.from}-${found.to} 被删除。 Seals #${found.from}-${found.to} are gone.`;
    case 'sealAltered':
      return `封条 ${where} 与前一个不相连。 Seal ${where} does not follow from the one before it.`;
    case 'headAltered':
      return '链尾与最后一个封条不符。 The noted end of the chain is not its last seal.';
    case 'prunedEarly':
      return `封条 ${where}：未到期就被清除。 The rows of seal ${where} were pruned before their time.`;
  }
}

async function prune(database: Database, { logDays }: Settings, changes: boolean): Promise<boolean> {
  // History and undo stand on the change log, so that it is pruned only when asked for.
  const logs = changes ? logNames : (['access_record'] as const);
  const pruned = await maintain(database, actor, (tx) => pruneLogs(tx, { days: logDays, logs }));
  for (const { countyCode, log, rows } of pruned) console.log(`${countyCode} ${log}: ${rows} 行已清除 rows removed`);
  console.log(`✓ 保留最近 ${logDays} 天。 The last ${logDays} days are kept.`);
  return true;
}
