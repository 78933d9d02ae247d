import { sql } from 'drizzle-orm';
import { type Settings, settingKeys, settings } from '../../shared/setting.ts';
import type { Tx } from './connect.ts';

/** What a county has decided, and the defaults where it has not; a value that a newer version wrote differently counts as undecided. */
export async function countySettings(tx: Tx, countyCode: string): Promise<Settings> {
  const rows = await tx.execute<{ key: string; value: unknown }>(
    sql`select key, value from setting where county_code = ${countyCode}`,
  );
  const decided = new Map([...rows].map(({ key, value }) => [key, value]));
  const entries = settingKeys.map((key) => {
    const read = settings[key].safeParse(decided.get(key));
    return [key, read.success ? read.data : settings[key].parse(undefined)];
  });
  return Object.fromEntries(entries) as Settings;
}
