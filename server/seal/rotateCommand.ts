import { join } from 'node:path';
import { migrate } from '../../drizzle/migrate.ts';
import { LockedError, takeLock } from '../db/lock.ts';
import { openDatabase } from '../db/open.ts';
import { step } from '../prepare.mjs';
import { Refusal } from '../refusal.ts';
import { readSettings } from '../settings.ts';
import { oldKeyFileOf, rotateKeys } from './rotate.ts';

/** `npm run keys:rotate`: a new key for identity and telephone numbers, while the server runs or not. */
async function run(): Promise<void> {
  const settings = readSettings(process.env);
  const opened = await openDatabase(settings, { share: true });
  try {
    const release = lock(join(settings.dataDirectory, 'keys.lock'));
    try {
      await migrate(opened.database.$client);
      opened.finished();
      const verified = await step('更换密钥 changing the key', (note) =>
        rotateKeys(opened.database, settings, {
          onProgress: (done, total) => note(`${done} / ${total}`),
          onVerifying: () => note('核对 verifying'),
        }),
      );
      console.log(`已用新密钥重新加密并核对 ${verified} 人。 Resealed and verified: ${verified} people.`);
      console.log(settings.sealKeys ? oldKeyOfEnvironment : oldKeyInFile(oldKeyFileOf(settings)));
    } finally {
      release();
    }
  } finally {
    await opened.close();
  }
}

/** Two at once would each write a key of their own into the key file. */
function lock(file: string): () => void {
  try {
    return takeLock(file, '');
  } catch (cause) {
    if (!(cause instanceof LockedError)) throw cause;
    throw new Refusal('另一个进程正在更换密钥。', 'Another process is changing the keys.', { cause });
  }
}

const oldKeyOfEnvironment =
  '以后启动不再需要 CUNTU_KEY_OLD；只有此前的备份还要用旧密钥。\n' +
  'CUNTU_KEY_OLD is not needed any more; only backups from before need the old key.';

function oldKeyInFile(file: string): string {
  return (
    `旧密钥移到了 ${file}，只有此前的备份还要用它；那些备份不再需要时，请把它删除。新密钥请另行备份。\n` +
    `The old key is in ${file} now; only backups from before need it. Delete it once they are gone, and keep a copy of the new key.`
  );
}

try {
  await run();
} catch (error) {
  // What a statement was given may be personal.
  const reason = error instanceof Error ? error.name : 'unknown';
  console.error(
    error instanceof Refusal
      ? `✗ ${error.message}`
      : `✗ 更换密钥中断（${reason}），数据仍可用新旧两把密钥读取；请再次运行。\nChanging the key was interrupted (${reason}); everything can still be read by both keys. Run it again.`,
  );
  process.exitCode = 1;
}
