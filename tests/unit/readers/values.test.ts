import { describe, expect, it } from 'vitest';
import { encodeGeometry } from '../../../geodata/import/ewkb.ts';
import { mapHeadings } from '../../../geodata/import/fields.ts';
import { dayFrom, idNumberFrom, integerFrom, momentFrom, numberFrom, textOf } from '../../../geodata/import/values.ts';
import { idNumberCheckDigit } from '../../../shared/person.ts';

const whole = `99010119600101001${idNumberCheckDigit('99010119600101001')}`;

describe('cells', () => {
  it.each([
    ['2020-1-5', '2020-01-05'],
    ['2020年1月5日', '2020-01-05'],
    ['20200105', '2020-01-05'],
    ['6/17/2017', '2017-06-17'],
    ['73.12.05', '1984-12-05'],
    [43_835, '2020-01-05'],
    [new Date('2020-01-05T00:00:00Z'), '2020-01-05'],
    ['2020-02-30', { bad: 'badValue' }],
    ['soon', { bad: 'badValue' }],
    ['', null],
  ])('%s is the day %s', (cell, day) => {
    expect(dayFrom(cell)).toEqual(day);
  });

  it('a moment without a zone is Beijing time', () => {
    expect(momentFrom('2024-05-06 08:30')).toBe('2024-05-06T00:30:00.000Z');
    expect(momentFrom('2024-05-06T08:30:00Z')).toBe('2024-05-06T08:30:00.000Z');
    expect(momentFrom(1_517_966_773_840)).toBe('2018-02-07T01:26:13.840Z');
  });

  it('numbers may carry a unit and thousands', () => {
    expect([numberFrom('1,234.5'), numberFrom('120㎡'), numberFrom('３'), numberFrom('x')]).toEqual([
      1234.5,
      120,
      3,
      { bad: 'badValue' },
    ]);
    expect([integerFrom('3', 1, 9), integerFrom('3.5', 1, 9), integerFrom('30', 1, 9)]).toEqual([
      3,
      { bad: 'badValue' },
      { bad: 'badValue' },
    ]);
  });

  it('what spreadsheets put round a text is taken off', () => {
    expect([textOf("'0012"), textOf('="0012"'), textOf('  '), textOf(null)]).toEqual(['0012', '0012', null, null]);
  });

  it.each([
    [whole, whole],
    [` ${whole.slice(0, 6)} ${whole.slice(6)} `, whole],
    [`'${whole}`, whole],
    [990101196001010000, { bad: 'idNumberPrecision' }],
    ['4.40981E+17', { bad: 'idNumberScientific' }],
    ['990101600101001', { bad: 'idNumberForm' }],
    [`990101196013010${whole.slice(15)}`, { bad: 'idNumberForm' }],
    [`${whole.slice(0, 16)}${whole[16] === '1' ? '3' : '1'}${whole.slice(17)}`, { bad: 'idNumberCheckDigit' }],
    ['', null],
  ])('the identity number %s', (cell, expected) => {
    expect(idNumberFrom(cell)).toEqual(expected);
  });
});

describe('headings', () => {
  it('are known in Chinese and English, whatever their case, spaces and units', () => {
    const { columns, ignored } = mapHeadings('household', [
      'Household No.',
      ' 门 牌 ',
      '建筑面积（㎡）',
      'LON',
      '备注',
      '地址',
    ]);
    expect(Object.fromEntries(columns)).toEqual({
      number: 'Household No.',
      address: ' 门 牌 ',
      floorArea: '建筑面积（㎡）',
      longitude: 'LON',
    });
    expect(ignored).toEqual(['备注', '地址']);
  });
});

describe('geometry', () => {
  it.each([
    [{ type: 'Point', coordinates: [37.1, 122.4] }, 'Point', { fault: 'swappedCoordinates' }],
    [{ type: 'Point', coordinates: [302_319, 2_783_056] }, 'Point', { fault: 'outOfRange' }],
    [{ type: 'Point', coordinates: [0, 0] }, 'Point', { fault: 'noCoordinates' }],
    [{ type: 'Point', coordinates: ['1', '2'] }, 'Point', { fault: 'notNumbers' }],
    [{ type: 'Point', coordinates: [] }, 'Point', { fault: 'emptyGeometry' }],
    [{ type: 'Polygon', coordinates: [] }, 'MultiPolygon', { fault: 'emptyGeometry' }],
    [
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      },
      'MultiPolygon',
      { fault: 'tooFewPositions' },
    ],
    [
      {
        type: 'LineString',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
      'MultiPolygon',
      { fault: 'wrongGeometry' },
    ],
    [{ type: 'GeometryCollection', geometries: [] }, 'Geometry', { fault: 'wrongGeometry' }],
    [null, 'Point', { fault: 'noGeometry' }],
  ] as const)('%j as %s is %j', (geometry, shape, expected) => {
    expect(encodeGeometry(geometry, shape)).toEqual(expected);
  });

  it('an open ring is closed, heights are dropped, empty parts left out, each said', () => {
    const ring = [
      [1, 1, 5],
      [2, 1, 5],
      [2, 2, 5],
    ];
    const encoded = encodeGeometry({ type: 'MultiPolygon', coordinates: [[], [ring]] }, 'MultiPolygon');
    expect(encoded).toMatchObject({ repairs: ['emptyPartDropped', 'heightDropped', 'ringClosed'] });
    const bytes = Buffer.from('hex' in encoded ? encoded.hex : '', 'hex');
    expect([
      bytes.readUInt32LE(1) - 0x20000000,
      bytes.readUInt32LE(5),
      bytes.readUInt32LE(9),
      bytes.readUInt32LE(22),
    ]).toEqual([6, 4490, 1, 4]);
    expect([bytes.readDoubleLE(26), bytes.readDoubleLE(34), bytes.length]).toEqual([1, 1, 26 + 64]);
  });
});
