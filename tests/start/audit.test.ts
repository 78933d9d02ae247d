import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { startProgram } from '../support/program.ts';

const available = Boolean(process.env.TEST_DATABASE_URL);

describe.skipIf(!available)('npm run audit:verify', () => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await openTestDatabase({ kind: 'native' });
    await opened.database.$client`
      insert into change (county_code, actor, action, subject) values ('371082', '王', 'place', 'household'), ('371082', '李', 'place', 'household')`;
  });
  afterAll(() => opened?.close());

  async function audit(...words: string[]): Promise<{ code: number | null; output: string }> {
    const program = startProgram(['server/audit.mjs', ...words], { DATABASE_URL: opened.url });
    const code = await program.ended;
    return { code, output: program.output() };
  }

  test('ends with 0 and says the hash to note, with which it can be asked again', async () => {
    const { code, output } = await audit('verify');
    expect(output).toMatch(/2 行 rows, 1 个封条 seals/);
    const noted = /^ {2}([0-9a-f]{64})$/m.exec(output)?.[1] ?? '';
    expect(code).toBe(0);
    expect((await audit('verify', '--expect', noted)).code).toBe(0);
    const other = await audit('verify', '--expect', 'f'.repeat(64));
    expect(other.output).toMatch(/The noted hash is in no chain/);
    expect(other.code).toBe(1);
  });

  test('prunes nothing that is young, and refuses a time shorter than the law allows', async () => {
    expect(await audit('prune')).toMatchObject({
      code: 0,
      output: expect.stringMatching(/The last 180 days are kept/),
    });
    const short = startProgram(['server/audit.mjs', 'prune'], { DATABASE_URL: opened.url, CUNTU_LOG_DAYS: '30' });
    expect(await short.ended).toBe(1);
    expect(short.output()).toMatch(/180 at least/);
  });

  test('ends with 1 and says where when a row was taken out', async () => {
    await opened.database.$client.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`delete from change where id = 2`;
    });
    const { code, output } = await audit('verify');
    expect(output).toMatch(/Rows 2 of seal #1 \(.*\) are gone/);
    expect(code).toBe(1);
  });
});
