import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitForVillage } from '../support/browser.ts';
import { openVillage, type Village } from './village.ts';

const village = '371082999001';

describe('a window whose connection was cut', () => {
  let here: Village;
  let wire: Awaited<ReturnType<typeof openWire>>;
  beforeAll(async () => {
    here = await openVillage();
    wire = await openWire(Number(new URL(here.url).port));
  });
  afterAll(async () => {
    wire?.cut();
    wire?.close();
    await here?.close();
  });

  it('shows what was written meanwhile once it hears again, without being reloaded', async () => {
    const { page } = await here.visit(`/?area=${village}`);
    const url = new URL(`/?area=${village}`, here.url);
    url.port = String(wire.port);
    await page.goto(url.href);
    await waitForVillage(page);
    await page.getByRole('tab', { name: '无坐标' }).click();
    const before = await unplaced();
    await page.getByText(String(before), { exact: true }).waitFor();
    // Gone with a reload.
    await page.evaluate(() => Reflect.set(window, 'isSame', true));
    wire.cut();
    await here.database.execute(sql`
      update household set geometry = (
        select geometry from household where village_code = ${village} and geometry is not null order by id limit 1
      )
      where village_code = ${village}
        and id = (select min(id) from household where village_code = ${village} and geometry is null and ended_at is null)`);
    expect(await unplaced()).toBe(before - 1);
    expect(await page.getByText(String(before), { exact: true }).count()).toBeGreaterThan(0);
    wire.mend();
    await page.getByText(String(before - 1), { exact: true }).waitFor();
    expect(await page.evaluate(() => Reflect.get(window, 'isSame'))).toBe(true);
    await page.context().close();
  });

  async function unplaced(): Promise<number> {
    const [row] = await here.database.execute<{ count: number }>(sql`
      select count(*)::int from household where village_code = ${village} and geometry is null and ended_at is null`);
    return row?.count ?? Number.NaN;
  }
});

/** A wire to a port of this machine, which can be cut and mended. */
async function openWire(to: number) {
  const held = new Set<Socket>();
  const hold = (socket: Socket) => {
    held.add(socket);
    socket.on('error', () => {}).once('close', () => held.delete(socket));
  };
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return near.destroy();
    const far = connect(to, '127.0.0.1');
    hold(near);
    hold(far);
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    // The port is kept meanwhile, since another program may be given one that is let go.
    cut: () => {
      isCut = true;
      for (const socket of held) socket.destroy();
    },
    mend: () => {
      isCut = false;
    },
    close: () => server.close(),
  };
}
