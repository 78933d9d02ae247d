import { chooseArea } from '../api/area.ts';
import { doorQuery } from '../api/auth.ts';
import { prefetchColumns } from '../api/columns.ts';
import { forgetKept } from '../api/forget.ts';
import { queryClient, trpcAhead } from '../api/trpc.ts';

/** Asks who is signed in before the page is put together, and for what the first drawing needs if somebody is. */
export function knock(): void {
  queryClient
    .fetchQuery(doorQuery)
    .then(({ signed }) => {
      if (!signed) return forgetKept();
      if (!signed.mustChangePassword) askAhead();
    })
    // Whoever shows what is missing asks again and says what went wrong.
    .catch(() => undefined);
}

/** Asks for what the first drawing needs while the page is still being put together. */
export function askAhead(): void {
  const wanted = new URLSearchParams(window.location.search).get('area');
  const meeting = queryClient.fetchQuery(trpcAhead.me.get.queryOptions());
  const describing = queryClient.fetchQuery(trpcAhead.map.describe.queryOptions());
  Promise.all([meeting, describing])
    .then(([me, { areas }]) => {
      const area = chooseArea(areas, wanted, me);
      if (!area) return;
      prefetchColumns(area.code, me);
      if (!me.actions.includes('zone.see')) return;
      void queryClient.prefetchQuery(trpcAhead.zone.list.queryOptions({ areaCode: area.code }));
    })
    .catch(() => undefined);
}
