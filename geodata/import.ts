import { parseArgs } from 'node:util';
import { migrate } from '../drizzle/migrate.ts';
import { openDatabase } from '../server/db/open.ts';
import { Refusal } from '../server/refusal.ts';
import { openSeal } from '../server/seal/openSeal.ts';
import { readSettings } from '../server/settings.ts';
import { importKinds } from './import/kinds.ts';
import { type Language, linesOf } from './import/print.ts';
import { importFile, tookAnything } from './import/run.ts';
import { InputError } from './readers/refusal.ts';

const usage = `npm run import -- FILE --as KIND [--village CODE] [--county CODE] [--dry-run] [--lang zh|en]
                 [--code FIELD] [--name FIELD] [--parent FIELD]
KIND: ${importKinds.join(' ')}`;

/** Imports the file named on the command line; returns the exit code: 0 when something was accepted. */
async function main(words: string[]): Promise<number> {
  const { values, positionals } = readWords(words);
  const language = languageOf(values.lang);
  const [path] = positionals;
  if (values.help || path === undefined || positionals.length > 1) {
    console.error(usage);
    return values.help ? 0 : 1;
  }
  const fields: Record<string, string> = {};
  if (values.code !== undefined) fields.code = values.code;
  if (values.name !== undefined) fields.name = values.name;
  if (values.parent !== undefined) fields[values.as === 'area' ? 'town' : 'parent'] = values.parent;
  try {
    if (!process.env.DATABASE_URL)
      console.error(language === 'zh' ? '正在打开内置数据库…' : 'Opening the embedded database…');
    const settings = readSettings(process.env);
    const opened = await openDatabase(settings, { share: true });
    try {
      await migrate(opened.database.$client);
      opened.finished();
      await openSeal(opened.database, settings);
      const { village, county } = values;
      const options = { path, kind: values.as, village, county, fields, dryRun: values['dry-run'] };
      const report = await importFile(opened.database, { ...options, onProgress: progress(language) });
      endProgress();
      for (const line of linesOf(report, language)) console.log(line);
      return tookAnything(report) ? 0 : 1;
    } finally {
      await opened.close();
    }
  } catch (error) {
    endProgress();
    console.error(sentenceOf(error, language));
    return 1;
  }
}

function readWords(words: string[]) {
  try {
    return parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        as: { type: 'string' },
        village: { type: 'string' },
        county: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        lang: { type: 'string' },
        code: { type: 'string' },
        name: { type: 'string' },
        parent: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    console.error(usage);
    process.exit(1);
  }
}

function languageOf(given: string | undefined): Language {
  const word = given ?? process.env.LC_ALL ?? process.env.LANG ?? '';
  return word.toLowerCase().startsWith('en') ? 'en' : 'zh';
}

function sentenceOf(error: unknown, language: Language): string {
  if (error instanceof InputError) return language === 'zh' ? error.chinese : error.english;
  if (error instanceof Refusal) return error.message;
  // The statement in the message of a database error may hold what is in the file, which must not be shown.
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return language === 'zh'
    ? `导入失败，数据库未作改动：程序或数据库内部错误${code}。`
    : `The import failed and left the database as it was: an internal error of the program or the database${code}.`;
}

let shown = 0;

function progress(language: Language): (rows: number) => void {
  return (rows) => {
    if (!process.stderr.isTTY || Date.now() - shown < 200) return;
    shown = Date.now();
    process.stderr.write(`\r${language === 'zh' ? '已读' : 'read'} ${rows.toLocaleString('en')} `);
  };
}

function endProgress(): void {
  if (shown > 0) process.stderr.write('\r\u001b[K');
}

process.exitCode = await main(process.argv.slice(2));
