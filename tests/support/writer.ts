// Writes rows into the embedded database of a directory for as long as it lives, naming each one that was acknowledged.
import { openDatabase } from '../../server/db/open.ts';

const [dataDirectory = '', seed = ''] = process.argv.slice(2);
const opened = await openDatabase({ databaseUrl: null, dataDirectory }, { seed });
opened.finished();
const client = opened.database.$client;
await client`create table if not exists written (id int primary key, filling text)`;
const [row] = await client<{ last: number }[]>`select coalesce(max(id), 0) as last from written`;
console.log('ready');
for (let id = (row?.last ?? 0) + 1; ; id += 1) {
  await client.begin(async (tx) => {
    await tx`insert into written values (${id}, repeat('x', 500))`;
    await tx`update written set filling = repeat('y', 600) where id = ${id}`;
  });
  console.log(`kept ${id}`);
}
