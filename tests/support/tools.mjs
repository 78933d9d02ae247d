// Finds the programs that tests need besides packages, and installs them where that is possible.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, step } from '../../server/prepare.mjs';

const browsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * `postgres` is the folder of the programs of a PostgreSQL with PostGIS, `chromium` the path of a browser; null when missing.
 * As root on Debian or Ubuntu the missing packages are installed first.
 */
export async function findTools({ native, chromium }) {
  const missing = () => [
    ...(native && !findPostgres() ? [postgresPackage()] : []),
    ...(chromium && !findChromium() ? ['chromium'] : []),
    ...(chromium && !hasChineseFont() ? ['fonts-noto-cjk'] : []),
  ];
  const packages = missing();
  if (packages.length > 0) {
    if (canInstall()) await install(packages);
    for (const name of missing()) {
      console.log(
        `✗ 缺少 ${name}，请用系统的包管理器安装。 ${name} is missing; install it with the system's package manager.`,
      );
    }
  }
  return { postgres: findPostgres(), chromium: findChromium() };
}

/** The folder of the programs of the newest PostgreSQL here that has PostGIS; null when there is none. */
export function findPostgres() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.filter((version) => Number(version) >= 15).map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && hasPostgis(folder)) ?? null;
}

function hasPostgis(folder) {
  try {
    const shared = execFileSync(join(folder, 'pg_config'), ['--sharedir'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return existsSync(join(shared.trim(), 'extension/postgis.control'));
  } catch {
    // Debian ships pg_config apart from the server, whose files have one place by version.
    const version = /postgresql\/(\d+)\/bin$/.exec(folder)?.[1];
    return Boolean(version) && existsSync(`/usr/share/postgresql/${version}/extension/postgis.control`);
  }
}

function findChromium() {
  const named = process.env.CUNTU_CHROMIUM;
  if (named) return existsSync(named) ? named : null;
  return browsers.find((path) => existsSync(path)) ?? null;
}

function hasChineseFont() {
  try {
    return (
      execFileSync('fc-list', [':lang=zh', 'family'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim() !== ''
    );
  } catch {
    return process.platform !== 'linux';
  }
}

function canInstall() {
  return (
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    existsSync('/usr/bin/apt-get') &&
    /debian|ubuntu/.test(release())
  );
}

function release() {
  return existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
}

/** Debian 12 has 15; the number is that of the release, which only its package lists know. */
function postgresPackage() {
  try {
    const names = execFileSync('apt-cache', ['search', '--names-only', '^postgresql-[0-9]+-postgis-3$'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const versions = [...names.matchAll(/^postgresql-(\d+)-postgis-3 /gm)].map((match) => Number(match[1]));
    const suitable = versions.filter((version) => version >= 15).sort((a, b) => a - b);
    if (suitable[0]) return `postgresql-${suitable[0]}-postgis-3`;
  } catch {
    // Not a Debian: the name still tells what to look for.
  }
  return 'postgresql-15-postgis-3';
}

async function install(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const name = `安装系统软件包 installing system packages: ${packages.join(' ')}`;
  await step(name, async () => {
    await run('apt-get', ['update', '-q'], { env }).catch(() => {});
    // A fresh machine knows its PostgreSQL only after the update.
    const fresh = packages.map((one) => (one.startsWith('postgresql') ? postgresPackage() : one));
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...fresh], { env });
  }).catch((error) => console.log(`✗ ${error.message.split('\n').slice(-5).join('\n')}`));
}
