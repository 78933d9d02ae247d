import { openDatabase } from '../server/db/open.ts';
import { Refusal } from '../server/refusal.ts';
import { openSeal } from '../server/seal/openSeal.ts';
import { keyFileOf } from '../server/seal/source.ts';
import { readSettings } from '../server/settings.ts';
import { migrate, NewerDatabaseError } from './migrate.ts';
import { move, TargetNotEmptyError } from './move.ts';

/** `npm run move -- postgres://…`: everything of the embedded database goes to a PostgreSQL, which must be empty. */
async function run(target: string | undefined): Promise<void> {
  if (!target) {
    throw new Refusal(
      '用法：npm run move -- postgres://用户:密码@主机/数据库',
      'Usage: npm run move -- postgres://user:password@host/database',
    );
  }
  const settings = readSettings({ ...process.env, DATABASE_URL: target });
  const from = await openDatabase({ databaseUrl: null, dataDirectory: settings.dataDirectory }, { share: true });
  try {
    const to = await openDatabase(settings);
    try {
      await migrate(from.database.$client);
      await openSeal(from.database, settings);
      await migrate(to.database.$client);
      await move(from.database.$client, to.database.$client, (table, rows) =>
        console.log(`${table.padEnd(16)} ${rows}`),
      );
      console.log(
        '已全部搬完。以后请带上 DATABASE_URL 启动。 Everything has moved; start with DATABASE_URL from now on.',
      );
      if (!settings.sealKeys) console.log(keyComesAlong(keyFileOf(settings)));
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

/** Numbers are copied as they are sealed. */
function keyComesAlong(file: string): string {
  return (
    `身份证号和电话仍由 ${file} 加密：在别的机器或数据目录启动前，请把它一并带去（权限 0600），并另行妥善备份。\n` +
    `Identity and telephone numbers stay encrypted by ${file}: before you start on another machine or data directory, take it along (mode 0600), and keep a copy in a safe place.`
  );
}

function sentence(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  if (error instanceof TargetNotEmptyError) {
    return '目标数据库里已有数据，未作任何改动。请换一个空数据库。\nThe target database already holds a register; nothing was changed. Name an empty one.';
  }
  if (error instanceof NewerDatabaseError) {
    return '数据库由更新版本的程序建立。请先更新程序。\nThe database was made by a newer version. Update the program first.';
  }
  return `搬移失败，目标数据库未作改动：${error instanceof Error ? error.message : error}\nThe move failed and changed nothing in the target.`;
}

try {
  await run(process.argv[2]);
} catch (error) {
  console.error(sentence(error));
  process.exitCode = 1;
}
