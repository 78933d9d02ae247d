import { readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const client = fileURLToPath(new URL('../../../client/', import.meta.url));
const files = readdirSync(client, { recursive: true, encoding: 'utf8' })
  .filter((path) => !path.startsWith('dist') && !path.includes('node_modules'))
  .map((path) => resolve(client, path));

/** Classes that the selectors of a module name, and those that its rules take from another one. */
function classesIn(path: string): { named: string[]; taken: [string, string][] } {
  const text = readFileSync(path, 'utf8').replace(/\/\*.*?\*\//gs, '');
  const selectors = Array.from(text.matchAll(/([^{}]*)\{/g), ([, selector = '']) =>
    selector.replace(/:global\(.*?\)/g, ''),
  );
  const named = selectors.flatMap((selector) =>
    Array.from(selector.matchAll(/\.([a-zA-Z]\w*)/g), (match) => match[1] ?? ''),
  );
  const taken = Array.from(
    text.matchAll(/composes: (\w+) from "([^"]+)"/g),
    ([, name = '', from = '']): [string, string] => [resolve(dirname(path), from), name],
  );
  return { named, taken };
}

/** Nothing else tells of a class that lost its rule, or of a rule that lost its class. */
it('every class of a component has its rule, and every rule is of use', () => {
  const modules = files.filter((path) => path.endsWith('.module.css'));
  const rules = new Set(modules.flatMap((path) => classesIn(path).named.map((name) => `${path} ${name}`)));
  const uses = new Set(modules.flatMap((path) => classesIn(path).taken.map(([from, name]) => `${from} ${name}`)));
  for (const path of files.filter((each) => /\.tsx?$/.test(each))) {
    const text = readFileSync(path, 'utf8');
    for (const [, word = '', from = ''] of text.matchAll(/import (\w+) from '([^']+\.module\.css)'/g))
      for (const [, name] of text.replaceAll(from, '').matchAll(new RegExp(`\\b${word}\\.(\\w+)`, 'g')))
        uses.add(`${resolve(dirname(path), from)} ${name}`);
  }
  const shorter = (each: string) => each.slice(client.length);
  expect(modules.length).toBeGreaterThan(10);
  expect([...uses].filter((each) => !rules.has(each)).map(shorter), 'without a rule').toEqual([]);
  expect([...rules].filter((each) => !uses.has(each)).map(shorter), 'without use').toEqual([]);
});
