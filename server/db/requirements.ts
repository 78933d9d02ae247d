import type { Sql } from 'postgres';
import { Refusal } from '../refusal.ts';

const oldestPostgres = 150000;
const oldestPostgis = [3, 3] as const;

/** Holds a PostgreSQL against what the program needs: its version and an installable PostGIS. Throws Refusal. */
export async function checkServer(client: Sql): Promise<void> {
  const [server] = await client<{ number: number; version: string }[]>`
    select current_setting('server_version_num')::int as number, current_setting('server_version') as version`;
  if (!server || server.number < oldestPostgres) {
    throw new Refusal(
      `PostgreSQL 版本过低（${server?.version}），需要 15 或更高。请升级，或换一个服务器。`,
      `PostgreSQL ${server?.version} is too old; version 15 or newer is needed. Upgrade it or use another server.`,
    );
  }
  const [postgis] = await client<{ version: string }[]>`
    select coalesce(installed_version, default_version) as version
    from pg_available_extensions
    where name = 'postgis'`;
  if (!postgis) {
    throw new Refusal(
      '该 PostgreSQL 没有安装 PostGIS。请在其服务器上安装（Debian/Ubuntu：apt install postgresql-15-postgis-3）后重试。',
      'This PostgreSQL has no PostGIS. Install it on that server (Debian/Ubuntu: apt install postgresql-15-postgis-3) and try again.',
    );
  }
  const [major = 0, minor = 0] = postgis.version.split('.').map(Number);
  if (major < oldestPostgis[0] || (major === oldestPostgis[0] && minor < oldestPostgis[1])) {
    throw new Refusal(
      `PostGIS 版本过低（${postgis.version}），需要 3.3 或更高。请升级后执行 alter extension postgis update。`,
      `PostGIS ${postgis.version} is too old; version 3.3 or newer is needed. Upgrade it and run: alter extension postgis update.`,
    );
  }
}

/** The sentence for a PostgreSQL that cannot be reached or does not let us in. */
export function connectionRefusal(cause: unknown): Refusal {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const refuse = (chinese: string, english: string) => new Refusal(chinese, english, { cause });
  switch (code) {
    case '28P01':
    case '28000':
      return refuse(
        'DATABASE_URL 的用户名或密码不被接受。请核对用户、密码和 pg_hba.conf。',
        'The user or password in DATABASE_URL is not accepted. Check both, and pg_hba.conf.',
      );
    case '3D000':
      return refuse(
        'DATABASE_URL 指定的数据库不存在。请先创建（createdb 数据库名）或改正名称。',
        'The database named in DATABASE_URL does not exist. Create it (createdb NAME) or mend the name.',
      );
    case '42501':
      return permissionRefusal(cause);
    default:
      return refuse(
        `无法连接 DATABASE_URL 指定的数据库（${code || '未知原因'}）。请核对主机和端口，并确认 PostgreSQL 已启动。`,
        `The database of DATABASE_URL cannot be reached (${code || 'unknown reason'}). Check host and port, and that PostgreSQL is running.`,
      );
  }
}

/** The sentence for a user who may connect but not make what the program needs. */
export function permissionRefusal(cause: unknown): Refusal {
  return new Refusal(
    'DATABASE_URL 的用户权限不足。请让其成为数据库的所有者，并由超级用户为其创建扩展 postgis、btree_gist 和 pg_trgm（create extension …）以及角色（create role cuntu_app; grant cuntu_app to 该用户）。',
    'The user of DATABASE_URL lacks permission. Make it owner of the database, and have a superuser create the extensions postgis, btree_gist and pg_trgm there, and the role: create role cuntu_app; grant cuntu_app to that user.',
    { cause },
  );
}
