import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hazardSeverities } from '../../../shared/hazard.ts';
import { keyPersonCategories } from '../../../shared/keyPerson.ts';
import { compareUrgency, defaultUrgencyWeights, type UrgencyFacts, urgencyOf } from '../../../shared/urgency.ts';

const facts = fc.record<UrgencyFacts>({
  severities: fc.array(fc.constantFrom(...hazardSeverities), { maxLength: 4 }),
  persons: fc.nat(300),
  keyPersons: fc.dictionary(fc.constantFrom(...keyPersonCategories), fc.nat(9)),
  needHelp: fc.nat(20),
  overdueDays: fc.integer({ min: -100, max: 400 }),
  idleDays: fc.option(fc.integer({ min: -1, max: 900 })),
});
const options = { seed: 20261124, numRuns: 400 };

/** The formula of the documentation, written once more. */
function oracle({ severities, persons, keyPersons, needHelp, overdueDays, idleDays }: UrgencyFacts): number {
  const w = defaultUrgencyWeights;
  let severity = 0;
  for (const each of severities) severity += w.severity[each];
  let people = persons + needHelp * w.needsHelpToMove;
  for (const [category, count] of Object.entries(keyPersons)) {
    people += count * w.keyPerson[category as keyof typeof keyPersons];
  }
  const overdue = overdueDays > 0 ? 1 + overdueDays / w.overdueDaysToDouble : 1;
  const idle = idleDays === null ? w.idleAtMost : idleDays > 0 ? 1 + idleDays / w.idleDaysToDouble : 1;
  return (
    Math.max(severity, 1) *
    (1 + people / w.peopleToDouble) *
    Math.min(overdue, w.overdueAtMost) *
    Math.min(idle, w.idleAtMost)
  );
}

describe('urgency', () => {
  it('is the product that is documented, and its reasons are its factors', () => {
    fc.assert(
      fc.property(facts, (each) => {
        const { score, reasons } = urgencyOf(each, defaultUrgencyWeights);
        expect(score).toBeCloseTo(oracle(each), 8);
        expect(reasons.reduce((product, { factor }) => product * factor, 1)).toBe(score);
      }),
      options,
    );
  });

  it('never falls when more people, a graver danger or more days are added', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(...hazardSeverities), (each, severity) => {
        const before = urgencyOf(each, defaultUrgencyWeights).score;
        for (const worse of [
          { ...each, persons: each.persons + 1 },
          { ...each, severities: [...each.severities, severity] },
          { ...each, overdueDays: each.overdueDays + 10 },
          { ...each, idleDays: each.idleDays === null ? null : each.idleDays + 10 },
        ]) {
          expect(urgencyOf(worse, defaultUrgencyWeights).score).toBeGreaterThanOrEqual(before);
        }
      }),
      options,
    );
  });

  it('tells why one stands above another: the parts of the difference make up the whole', () => {
    fc.assert(
      fc.property(facts, facts, (a, b) => {
        const [one, other] = [urgencyOf(a, defaultUrgencyWeights), urgencyOf(b, defaultUrgencyWeights)];
        const { ratio, differences } = compareUrgency(one, other);
        expect(ratio).toBeCloseTo(one.score / other.score, 8);
        expect(differences.reduce((product, part) => product * part.ratio, 1) / ratio).toBeCloseTo(1, 8);
        if (Math.abs(ratio - 1) > 1e-6) {
          expect(differences.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 4);
        }
      }),
      options,
    );
    const one = urgencyOf({ ...quiet, overdueDays: 45 }, defaultUrgencyWeights);
    const other = urgencyOf({ ...quiet, severities: [3] }, defaultUrgencyWeights);
    expect(compareUrgency(one, other).differences.map(({ kind, ratio }) => [kind, ratio])).toEqual([
      ['overdue', 2.5],
      ['severity', 2],
    ]);
  });

  const quiet: UrgencyFacts = {
    severities: [2],
    persons: 10,
    keyPersons: {},
    needHelp: 0,
    overdueDays: 0,
    idleDays: 0,
  };
});
