import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HazardChoice, noChoice, readChoice, writeChoice } from '../../../client/url/hazardChoice.ts';
import { readPositions, writePositions } from '../../../client/url/positionsWord.ts';

const options = { seed: 20261124, numRuns: 200 };
const position = fc
  .tuple(fc.integer({ min: -180e6, max: 180e6 }), fc.integer({ min: -90e6, max: 90e6 }))
  .map(([x, y]): [number, number] => [x / 1e6, y / 1e6]);

describe('what is asked of hazards, in the address', () => {
  test('positions come back to a tenth of a metre, wherever they are', () => {
    fc.assert(
      fc.property(fc.array(position, { minLength: 1, maxLength: 40 }), (positions) => {
        const word = writePositions(positions);
        expect(word).toMatch(/^[\w-]+$/);
        expect(readPositions(word)).toEqual(positions);
      }),
      options,
    );
  });

  test('nothing chosen is nothing written', () => {
    expect(writeChoice(noChoice)).toBe('');
    expect(readChoice('')).toEqual(noChoice);
  });

  test('every part comes back as it was chosen', () => {
    const choice: HazardChoice = {
      kinds: ['manhole', 'leak'],
      due: ['overdue', 'within7'],
      ages: [0, 4],
      reportedFrom: '2026-01-01',
      reportedTo: '2026-06-30',
      responsible: { kind: 'person', id: 71 },
      sort: 'due',
      descending: true,
      where: [
        {
          kind: 'region',
          region: {
            type: 'Polygon',
            coordinates: [
              [
                [122.43, 36.91],
                [122.44, 36.91],
                [122.44, 36.92],
                [122.43, 36.91],
              ],
            ],
          },
        },
        { kind: 'circle', position: [122.431234, 36.912345], metres: 250 },
        { kind: 'buffer', feature: { layer: 'street', id: 17 }, metres: 30 },
        { kind: 'view', bounds: [122.4, 36.9, 122.5, 37] },
        { kind: 'onFoot', position: [122.43, 36.91], minutes: 8, pace: 'slow' },
      ],
    };
    expect(readChoice(writeChoice(choice))).toEqual(choice);
  });

  test('several areas, one with a hole, come back', () => {
    const square = (x: number, y: number, size: number): [number, number][] => [
      [x, y],
      [x + size, y],
      [x + size, y + size],
      [x, y + size],
      [x, y],
    ];
    const choice: HazardChoice = {
      ...noChoice,
      where: [
        {
          kind: 'region',
          region: { type: 'MultiPolygon', coordinates: [[square(10, 10, 4), square(11, 11, 1)], [square(20, 20, 2)]] },
        },
      ],
    };
    expect(readChoice(writeChoice(choice))).toEqual(choice);
  });

  test('who asks and nobody are meant by their words', () => {
    for (const kind of ['me', 'nobody'] as const) {
      const choice = { ...noChoice, responsible: { kind } };
      expect(readChoice(writeChoice(choice))).toEqual(choice);
    }
  });

  test('what makes no sense is passed over', () => {
    for (const word of [
      'in:area.*',
      'in:circle.AA.0',
      'due:never',
      'age:9',
      'by:king',
      'sort:size',
      'in:near.wall.3.5',
      '~:~',
    ]) {
      expect(readChoice(word)).toEqual(noChoice);
    }
  });
});
