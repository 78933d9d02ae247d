import { type SQL, sql } from 'drizzle-orm';
import { likeLiteral, type Term } from './term.ts';

/** When a row is found, and how well: 0 is exactly it, 1 begins with it, 2 contains it. */
export type Match = { condition: SQL; rank: SQL };

/** Shortest text for which a trigram index can find what contains it. */
const trigram = 3;

/** Any of several ways to find a row; the best of them counts. */
export function anyOf(matches: (Match | null)[]): Match | null {
  const given = matches.filter((match) => match !== null);
  if (given.length === 0) return null;
  const cases = given.map((match) => sql`case when ${match.condition} then ${match.rank} end`);
  return {
    condition: sql`(${sql.join(
      given.map((match) => match.condition),
      sql` or `,
    )})`,
    rank: given.length === 1 ? (given[0]?.rank ?? sql`2`) : sql`least(${sql.join(cases, sql`, `)})`,
  };
}

function rankOf(column: SQL, word: string): SQL {
  return sql`case when ${column} = ${word} then 0 when ${column} like ${`${likeLiteral(word)}%`} then 1 else 2 end`;
}

/** Text anywhere in a column. */
export function containing(column: SQL, term: Term): Match {
  return { condition: sql`${column} like ${`%${likeLiteral(term.plain)}%`}`, rank: rankOf(column, term.plain) };
}

/**
 * Text in the short names of very many people: one or two characters are looked for at the beginning and at the end,
 * where an index finds them, which misses only the middle of names of four.
 */
export function inShortName(column: SQL, term: Term): Match {
  if (Array.from(term.plain).length >= trigram) return containing(column, term);
  const word = likeLiteral(term.plain);
  return {
    condition: sql`(${column} like ${`${word}%`} or ${column} like ${`%${word}`})`,
    rank: rankOf(column, term.plain),
  };
}

/** The beginning of the pinyin or of the initials. */
export function spelled(pinyin: SQL, initials: SQL, term: Term): Match | null {
  if (term.letters === null) return null;
  const pattern = `${likeLiteral(term.letters)}%`;
  return {
    condition: sql`(${pinyin} like ${pattern} or ${initials} like ${pattern})`,
    rank: sql`case when ${term.letters} in (${pinyin}, ${initials}) then 0 else 1 end`,
  };
}

/** The digits a running number ends in, without leading zeros; an index on households is on this very expression. */
export function runningNumber(column: SQL): SQL {
  return sql`ltrim(substring(${column} from '[0-9]+$'), '0')`;
}

/** A running number, with or without its prefix; one typed with its leading zeros is complete. */
export function numbered(column: SQL, term: Term): Match | null {
  if (term.number === null) return null;
  const { prefix, digits, padded } = term.number;
  const running = runningNumber(column);
  const prefixed = prefix === '' ? sql`true` : sql`upper(${column}) like ${`${prefix}%`}`;
  return {
    condition: sql`(${running} like ${padded ? digits : `${digits}%`} and ${prefixed})`,
    rank: sql`case when ${running} = ${digits} then 0 else 1 end`,
  };
}
