import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditTexts } from '../../../../client/features/audit/texts.ts';
import { hazardEventSchema } from '../../../../shared/hazardRegister.ts';

const server = new URL('../../../../server/', import.meta.url).pathname;
const sources = readdirSync(server, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(server, name), 'utf8'));

/** An action and what it is done to, as a line of the log of changes names them. */
const pair = /action: '([A-Za-z]+)',\s+subject: '([a-z_]+)'/g;
/** The same in a statement that writes many lines. */
const pairInStatement = /actor[^,]*\}, '([A-Za-z]+)', '([a-z_]+)'/g;

/** What is written as it stands into the log of changes. */
function pairsWritten(): [action: string, subject: string][] {
  const statements = sources.flatMap((text) => text.match(/insert into change[\s\S]*?`/g) ?? []);
  const found = [
    ...sources.flatMap((text) => [...text.matchAll(pair)]),
    ...statements.flatMap((text) => [...text.matchAll(pairInStatement)]),
  ];
  return found.map(([, action = '', subject = '']): [string, string] => [action, subject]);
}

/** Actions named in the code without what they are done to; those with a dot are rights. */
function actionsInCode(): Set<string> {
  const patterns = [/action: '[A-Za-z]+'( \| '[A-Za-z]+')*/g, /logZone\(tx, scope, [^']*'[A-Za-z]+'/g];
  const texts = sources.map((text) => text.replaceAll(pair, ''));
  const literals = texts.flatMap((text) => patterns.flatMap((pattern) => text.match(pattern) ?? []));
  return new Set(literals.flatMap((each) => [...each.matchAll(/'([A-Za-z]+)'/g)].map(([, word = '']) => word)));
}

/** Keys of which neither language lacks any. */
function isTold(...keys: string[]): boolean {
  return [auditTexts.zh, auditTexts.en].every((texts) => keys.some((key) => Object.hasOwn(texts, key)));
}

/** As the table of the log looks an action up: with what it is done to where that makes a difference. */
function isActionTold(action: string, subject: string): boolean {
  return isTold(`audit.action.${subject}.${action}`, `audit.action.${action}`);
}

describe('the words of the log', () => {
  it('say in both languages what the server writes, and to what', () => {
    const pairs = pairsWritten();
    expect(pairs).toEqual(
      expect.arrayContaining([
        ['assign', 'hazard'],
        ['tick', 'evacuation'],
        ['inspect', 'inspection'],
        ['set', 'setting'],
        ['start', 'emergency'],
      ]),
    );
    expect(pairs.filter(([action, subject]) => !isActionTold(action, subject))).toEqual([]);
    expect(pairs.filter(([, subject]) => !isTold(`audit.subject.${subject}`))).toEqual([]);
  });

  it('say in both languages every action that the code names', () => {
    const actions = actionsInCode();
    expect([...actions]).toEqual(expect.arrayContaining(['createAccount', 'update', 'end', 'restore']));
    expect([...actions].filter((action) => !isActionTold(action, ''))).toEqual([]);
  });

  it('say in both languages every step of a hazard and every field an edit may change', () => {
    expect(hazardEventSchema.shape.step.options.filter((step) => !isActionTold(step, 'hazard'))).toEqual([]);
    const logged = ['category', 'kind', 'severity', 'channel', 'title', 'zoneId', 'dueOn', 'reach', 'position'];
    expect(logged.filter((field) => !isTold(`audit.field.${field}`))).toEqual([]);
  });
});
