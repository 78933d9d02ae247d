import { hashKey, type QueryKey } from '@tanstack/react-query';
import { z } from 'zod';

/** An answer of the server that is kept for when it is out of reach; `at` in milliseconds since 1970. */
const readingSchema = z.object({
  account: z.string(),
  queryKey: z.array(z.unknown()),
  at: z.number(),
  data: z.unknown(),
});
export type Reading = z.infer<typeof readingSchema>;

/** Kept where the service worker keeps its answers, and forgotten with them. Null where the browser keeps nothing. */
async function shelf(): Promise<Cache | null> {
  return 'caches' in window ? caches.open('readings') : null;
}

function addressOf(account: string, queryKey: QueryKey): string {
  return `/readings/${encodeURIComponent(account)}/${encodeURIComponent(hashKey(queryKey))}`;
}

export async function keepReading(reading: Reading): Promise<void> {
  await (await shelf())?.put(addressOf(reading.account, reading.queryKey), Response.json(reading));
}

export async function dropReading(account: string, queryKey: QueryKey): Promise<void> {
  await (await shelf())?.delete(addressOf(account, queryKey));
}

/** What an account has read since then. Whatever is older, whoever read it, is dropped. */
export async function readingsOf(account: string, since: number): Promise<Reading[]> {
  const cache = await shelf();
  if (!cache) return [];
  const answers = await Promise.all(
    (await cache.keys()).map(async (request) => {
      const reading = readingSchema.safeParse(await (await cache.match(request))?.json()).data;
      if (reading && reading.at >= since) return reading;
      await cache.delete(request);
      return null;
    }),
  );
  return answers.flatMap((reading) => (reading?.account === account ? reading : []));
}
