import { type Column, sql } from 'drizzle-orm';
import { check } from 'drizzle-orm/pg-core';

/** A check that a text column holds one of the words the product knows. */
export const oneOf = (name: string, column: Column, words: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(', '))})`);
