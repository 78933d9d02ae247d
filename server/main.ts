import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { migrate, NewerDatabaseError } from '../drizzle/migrate.ts';
import { demoPassword } from '../shared/demo.ts';
import { openAccounts } from './auth/accounts.ts';
import { coverCounties } from './auth/administrators.ts';
import { createDemoAccounts, describeDemoAccounts } from './auth/demoAccounts.ts';
import { createFirstAdministrator } from './auth/firstAdministrator.ts';
import type { Database } from './db/connect.ts';
import { leakproofStatements } from './db/leakproof.ts';
import { type OpenDatabase, openDatabase } from './db/open.ts';
import { permissionRefusal } from './db/requirements.ts';
import { createRounds } from './features/inspection/createRounds.ts';
import { publishDue } from './features/reassign/plans/publishDue.ts';
import { buildApp } from './http.ts';
import { failureForLog } from './log.ts';
import { removeUnusedPhotos } from './photos/removeUnused.ts';
import { openPhotoStore, type PhotoStore } from './photos/store.ts';
import { root, step } from './prepare.mjs';
import { Refusal } from './refusal.ts';
import { repeat } from './repeat.ts';
import { openSeal } from './seal/openSeal.ts';
import { readSettings, type Settings } from './settings.ts';

const clientFolder = join(root, 'client/dist');
/** Milliseconds after which what does not come to its end is left to the next start to put in order. */
const longestClosing = 30_000;

/** Opens the database, serves the app and closes it when told to; a failure is one sentence and a non-zero exit. */
export async function main(): Promise<void> {
  const running: { opened?: OpenDatabase; app?: FastifyInstance; stopWork?: () => Promise<unknown> } = {};
  closeWhenTold(async () => {
    await running.app?.close();
    await running.stopWork?.();
    await running.opened?.close();
  });
  try {
    const settings = readSettings(process.env);
    await checkPort(settings);
    running.opened = await open(settings);
    await fill(running.opened, settings);
    const first = await createFirstAdministrator(running.opened.database);
    const { database, listen } = running.opened;
    await coverCounties(database, first?.username ?? null);
    await warnOfSlowPolicies(database);
    const accounts = openAccounts(database, settings);
    running.app = await buildApp({ database, listen, settings, accounts, clientFolder });
    await running.app.listen({ port: settings.port, host: settings.host });
    running.stopWork = workByItself(running.app, database, openPhotoStore(settings.photos));
    announce(running.app, settings);
    await tellAccounts(database, first);
  } catch (error) {
    console.error(error instanceof Refusal ? `✗ ${error.message}` : failureForLog(error));
    await running.opened?.close().catch(() => {});
    process.exit(1);
  }
}

/** What the server does without being asked: plans whose day has come, tasks of coming rounds, photographs nobody took up. */
function workByItself(app: FastifyInstance, database: Database, photos: PhotoStore): () => Promise<unknown> {
  const [minute, hour] = [60_000, 3_600_000];
  const tell = (err: unknown) => app.log.error({ err }, 'work that nobody asked for failed');
  const stops = [
    repeat(minute, () => publishDue(database), tell),
    repeat(hour, () => createRounds(database), tell),
    repeat(hour, () => removeUnusedPhotos(database, photos), tell),
  ];
  return () => Promise.all(stops.map((stop) => stop()));
}

async function open(settings: Settings): Promise<OpenDatabase> {
  const fresh = !settings.databaseUrl && !existsSync(join(settings.dataDirectory, 'database'));
  const name = settings.databaseUrl
    ? '连接数据库 connecting to the database'
    : '打开内嵌数据库 opening the embedded database';
  return step(name, async (note) => {
    if (fresh) note('首次约需 20 秒 once only, about 20 s');
    return openDatabase(settings, { onBroken: reportBroken });
  });
}

function reportBroken(recovers: boolean): void {
  if (recovers) {
    console.error(
      '✗ 内嵌数据库意外停止，正在恢复；已保存的数据不受影响。 The embedded database broke and starts again.',
    );
    return;
  }
  console.error('✗ 内嵌数据库已停止，请重新启动。 The embedded database has stopped; start again.');
  process.exit(1);
}

async function fill(opened: OpenDatabase, settings: Settings): Promise<void> {
  const { database } = opened;
  await step('建表 bringing the schema up to date', () => migrate(database.$client)).catch((cause: unknown) => {
    if (cause instanceof NewerDatabaseError) {
      throw new Refusal(
        '数据库由更新版本的村图建立。请升级程序（git pull），或换一个数据库。',
        'The database was made by a newer version. Update the program (git pull) or use another database.',
        { cause },
      );
    }
    const reason = cause instanceof Error && cause.cause ? cause.cause : cause;
    throw reason instanceof Error && 'code' in reason && reason.code === '42501' ? permissionRefusal(cause) : cause;
  });
  opened.finished();
  await step('核对密钥 opening the keys', () => openSeal(database, settings));
  const [any] = await database.execute<{ any: boolean }>(sql`select exists (select from area) as any`);
  if (any?.any) return;
  await step('载入示范村 loading the demo', async (note) => {
    const { loadDemo } = await import('../geodata/demo/load.ts');
    await loadDemo(database, { onProgress: (done, total) => note(`${Math.floor((100 * done) / total)}%`) });
    await createDemoAccounts(database);
  });
}

/** On a server where nobody is superuser everything is as safe, only slower for those who see a whole county. */
async function warnOfSlowPolicies(database: Database): Promise<void> {
  const statements = await leakproofStatements(database);
  if (statements.length === 0) return;
  console.log(
    `提示：请数据库超级用户在该库执行下列语句，全县范围的查询会快得多（安全不受影响）。\nHint: have a superuser run these in this database; county-wide queries become much faster, nothing becomes less safe:\n  ${statements.join('\n  ')}`,
  );
}

/** Milliseconds in which Cuntu says on its port that it is there, even on a machine that has no time for it. */
const longestAnswer = 10_000;

/** Before the database is opened, which can take long. */
async function checkPort(settings: Settings): Promise<void> {
  const { port, host } = settings;
  const failure = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    const probe = createServer().once('error', resolve);
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
  if (!failure) return;
  if (failure.code === 'EADDRINUSE') {
    throw (await isCuntu(settings))
      ? new Refusal(
          `村图已经在 ${address(settings)} 运行。请直接打开，或用 PORT=8081 npm start 另开一个。`,
          `Cuntu is already running on ${address(settings)}. Open that, or start another with PORT=8081 npm start.`,
        )
      : new Refusal(
          `端口 ${port} 已被其他程序占用。请停止该程序，或用 PORT=8081 npm start 换一个端口。`,
          `Port ${port} is in use by another program. Stop it, or choose another port: PORT=8081 npm start.`,
        );
  }
  throw new Refusal(
    `无法监听 ${host}:${port}（${failure.code}）。请检查 HOST 和 PORT。`,
    `Cannot listen on ${host}:${port} (${failure.code}). Check HOST and PORT.`,
    { cause: failure },
  );
}

async function isCuntu(settings: Settings): Promise<boolean> {
  try {
    const answer = await fetch(`${address(settings)}/health`, { signal: AbortSignal.timeout(longestAnswer) });
    return answer.headers.has('x-request-id') && (await answer.json()).status === 'ok';
  } catch {
    return false;
  }
}

function announce(app: FastifyInstance, settings: Settings): void {
  const [listening] = app.addresses();
  const place = address({ ...settings, port: typeof listening === 'object' ? listening.port : settings.port });
  console.log(`\n村图已启动，请打开 ${place}  （按 Ctrl-C 停止）\nCuntu is running on ${place}  (Ctrl-C stops it)\n`);
}

/** Who can sign in for a start: the demo's accounts, or the administrator made just now. Never shown again after that. */
async function tellAccounts(database: Database, first: { username: string; password: string } | null): Promise<void> {
  if (first) {
    console.log(`首个管理员 first administrator: ${first.username}  一次性密码 one-time password: ${first.password}\n`);
    return;
  }
  const demo = await describeDemoAccounts(database);
  if (demo.length === 0) return;
  console.log(`演示账号（仅供演示）demo accounts:  ${demo.join(' · ')}\n密码 password: ${demoPassword}\n`);
}

function address({ host, port }: { host: string; port: number }): string {
  const everywhere = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host);
  return `http://${everywhere ? 'localhost' : host}:${port}`;
}

/** The first signal closes, however long that takes within reason; a second one, clearly later than the copies npm sends, ends at once. */
function closeWhenTold(close: () => Promise<void>): void {
  let told = 0;
  const onSignal = async () => {
    if (told > 0) {
      if (Date.now() - told > 500) process.exit(130);
      return;
    }
    told = Date.now();
    console.log('正在关闭… closing');
    const outcome = await Promise.race([close().then(() => 'closed'), wait(longestClosing, 'late')]).catch((error) => {
      console.error(failureForLog(error));
      return 'failed';
    });
    process.exit(outcome === 'failed' ? 1 : 0);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}
