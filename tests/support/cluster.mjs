// A PostgreSQL of our own, gone without a trace afterwards.
import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run, step } from '../../server/prepare.mjs';

/**
 * Starts a cluster with the programs in `folder`, reachable by a socket in a private directory only.
 * Returns its address, its directory and a synchronous `stop`.
 */
export async function startCluster(folder) {
  // Paths of sockets are short, so it cannot lie deep.
  const directory = mkdtempSync('/tmp/cuntu-pg-');
  const data = join(directory, 'data');
  const user = process.getuid?.() === 0 ? postgresUser() : null;
  if (user) chownSync(directory, user.uid, user.gid);
  const options = { cwd: directory, ...user };
  const control = (...parameters) => [join(folder, 'pg_ctl'), ['-D', data, ...parameters]];
  const stop = () => {
    try {
      const [program, parameters] = control('-m', 'immediate', 'stop');
      execFileSync(program, parameters, { ...options, stdio: 'ignore' });
    } catch {
      // It had not started, or has ended already.
    }
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await step('启动测试数据库 starting a PostgreSQL for the tests', async () => {
      mkdirSync(data);
      if (user) chownSync(data, user.uid, user.gid);
      const initialise = [
        '-D',
        data,
        '-U',
        'postgres',
        '--auth=trust',
        '--encoding=UTF8',
        '--locale=C.UTF-8',
        '--no-sync',
      ];
      await run(join(folder, 'initdb'), initialise, options);
      const settings = [
        `-k ${directory}`,
        ...[
          'listen_addresses=',
          'fsync=off',
          'full_page_writes=off',
          'synchronous_commit=off',
          'max_connections=200',
        ].map((one) => `-c ${one}`),
      ];
      const [program, parameters] = control('-w', '-l', join(directory, 'log'), '-o', settings.join(' '), 'start');
      // Its output would keep our pipe open for as long as it runs.
      await run(program, parameters, { ...options, stdio: 'ignore' });
    });
  } catch (error) {
    stop();
    throw error;
  }
  return { url: `postgres://postgres@${encodeURIComponent(directory)}/postgres`, directory, stop };
}

/** PostgreSQL refuses to run as root. */
function postgresUser() {
  const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
