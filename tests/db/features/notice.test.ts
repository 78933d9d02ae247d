import { afterAll, beforeAll, expect, test } from 'vitest';
import { Scope } from '../../../server/auth/scope.ts';
import { notify } from '../../../server/db/notify.ts';
import { maintain, read, write } from '../../../server/db/transaction.ts';
import { listNotices, markRead } from '../../../server/features/notice/list.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';

const county = '371082';
const village = '371082999001';
const scope = (accountId: string) =>
  new Scope({ accountId, actor: accountId }, [{ role: 'villageOfficial', reach: { kind: 'area', areaCode: village } }]);

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
  await maintain(opened.database, 'test', async (tx) => {
    const to = { countyCode: county, villageCode: village };
    for (let n = 1; n <= 5; n += 1) {
      await notify(tx, {
        ...to,
        accountId: 'wang',
        kind: 'leadChanged',
        detail: { zoneId: n, zoneName: `第${n}网格` },
      });
    }
    await notify(tx, { ...to, accountId: 'li', kind: 'planDecided', detail: { planId: 3, decision: 'published' } });
  });
});
afterAll(() => opened.close());

const list = (accountId: string, page: { before?: number; limit?: number } = {}) =>
  read(opened.database, scope(accountId), (tx) => listNotices(tx, accountId, { limit: 30, ...page }));
const mark = (accountId: string, which: { id: number } | { upTo: number }) =>
  write(opened.database, scope(accountId), (tx) => markRead(tx, accountId, which));

test('one sees one’s own notices, newest first, a page at a time', async () => {
  const first = await list('wang', { limit: 3 });
  expect(first).toMatchObject({ hasMore: true, unread: 5 });
  expect(first.items.map(({ detail }) => detail)).toEqual(
    [5, 4, 3].map((n) => ({ zoneId: n, zoneName: `第${n}网格` })),
  );
  const rest = await list('wang', { limit: 3, before: first.items.at(-1)?.id ?? 0 });
  expect(rest.items).toHaveLength(2);
  expect(rest.hasMore).toBe(false);
  expect((await list('li')).items).toMatchObject([
    { kind: 'planDecided', detail: { planId: 3, decision: 'published' }, readAt: null },
  ]);
});

test('nobody sees or settles what was left for somebody else, whatever account they name', async () => {
  const { items } = await read(opened.database, scope('li'), (tx) => listNotices(tx, 'wang', { limit: 30 }));
  expect(items).toEqual([]);
  await write(opened.database, scope('li'), (tx) => markRead(tx, 'wang', { upTo: 1000 }));
  expect((await list('wang')).unread).toBe(5);
});

test('one notice, or all up to one, is marked as read', async () => {
  const { items } = await list('wang');
  const id = (place: number) => items[place]?.id ?? 0;
  await mark('wang', { id: id(0) });
  expect((await list('wang')).unread).toBe(4);
  await mark('wang', { upTo: id(2) });
  const after = await list('wang');
  expect(after.unread).toBe(1);
  expect(after.items.map(({ readAt }) => readAt !== null)).toEqual([true, false, true, true, true]);
});
