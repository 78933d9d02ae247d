import type { FastifyInstance } from 'fastify';
import { areaCodeSchema } from '../../shared/area.ts';
import { type ColumnSet, columnSets } from '../../shared/columns.ts';
import type { Action } from '../../shared/permissions.ts';
import { quarterStart } from '../../shared/visit.ts';
import type { Admit } from '../auth/admit.ts';
import type { Scope } from '../auth/scope.ts';
import { today } from '../db/calendar.ts';
import type { Database, Tx } from '../db/connect.ts';
import { joinByHash } from '../db/joinByHash.ts';
import { read } from '../db/transaction.ts';
import { wholeNumber } from '../tiles/address.ts';
import { arrowStream, type PackedColumns } from './arrow.ts';
import { type ColumnsRequest, setRows } from './sets.ts';
import { columnsStatement, versionStatement } from './statement.ts';

type Address = { Params: { set: string; areaCode: string }; Querystring: { since?: string } };

/** Whole sets of an area as Arrow streams; 304 to who holds the present state, without reading a row of it. */
export function columnRoutes(app: FastifyInstance, database: Database, admit: Admit): void {
  app.get<Address>('/columns/:set/:areaCode', async (request, reply) => {
    const asked = readAddress(request.params, request.query);
    if (typeof asked === 'string') return reply.code(400).send({ error: asked });
    const scope = await admit(request, actionOf[asked.set]);
    const columns = await read(database, scope, (tx) =>
      readColumns(tx, scope, asked.set, asked.request, request.headers['if-none-match']),
    );
    reply.header('cache-control', 'private, no-cache').header('etag', columns.tag);
    if (!columns.stream) return reply.code(304).send();
    return reply
      .type('application/vnd.apache.arrow.stream')
      .send(Buffer.from(columns.stream.buffer, columns.stream.byteOffset, columns.stream.byteLength));
  });
}

/** What fetching a set stands for. */
export const actionOf = {
  household: 'household.list',
  keyPerson: 'keyPerson.see',
  hazard: 'hazard.see',
  link: 'household.list',
  visit: 'household.list',
} as const satisfies Record<ColumnSet, Action>;

type Columns = { tag: string; stream: Uint8Array | null };

/** The set as an Arrow stream with its tag; no stream when `heldTag` is of the same state. */
export async function readColumns(
  tx: Tx,
  scope: Scope,
  set: ColumnSet,
  request: ColumnsRequest,
  heldTag: string | undefined,
): Promise<Columns> {
  const [state] = await tx.execute<{ seq: number; version: number }>(versionStatement(set, request.areaCode));
  const { seq = 0, version = 0 } = state ?? {};
  // Visits are counted by quarter, so that the first day of one changes them without a write.
  // Another account at the same browser is not told that it holds what it does not.
  const tag = `W/"${version}-${quarterStart(request.today)}-${scope.rowsKey}"`;
  if (heldTag === tag) return { tag, stream: null };
  const rows = setRows[set](request, scope);
  const pack = () => tx.execute<PackedColumns>(columnsStatement(set, rows));
  const [packed] = await (rows.joinsByHash ? joinByHash(tx, pack) : pack());
  return { tag, stream: arrowStream(set, packed ?? {}, seq) };
}

function isColumnSet(word: string): word is ColumnSet {
  return Object.hasOwn(columnSets, word);
}

function readAddress(
  params: Address['Params'],
  query: Address['Querystring'],
): { set: ColumnSet; request: ColumnsRequest } | string {
  if (!isColumnSet(params.set)) {
    return `There is no column set of that name: ask for ${Object.keys(columnSets).join(', ')}.`;
  }
  if (!areaCodeSchema.safeParse(params.areaCode).success) return 'An area is named by its code of 6, 9 or 12 digits.';
  const since = query.since === undefined ? null : wholeNumber(query.since);
  if (since === undefined) return 'since is the sequence number, a whole number, that earlier columns came with.';
  return { set: params.set, request: { areaCode: params.areaCode, since, today: today() } };
}
