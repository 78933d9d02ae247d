import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Partition, type PartitionProblem } from '../../server/solve/partition.ts';
import { searchPartition } from '../../server/solve/partitionSearch.ts';
import { geodata } from '../support/importing.ts';

/** A benchmark of capacitated p-median: the value found, the best known one, and how long it took in milliseconds. */
export type PartitionGap = { instance: string; found: number; best: number; isWithin: boolean; milliseconds: number };

type Instance = { name: string; best: number; problem: PartitionProblem };

/** Ten instances of OR-Library with proved optima and two of São José dos Campos with best known values. */
export function partitionGaps(): PartitionGap[] {
  if (!geodata) return [];
  const numbers = Array.from({ length: 10 }, (_, at) => `${at + 1}`.padStart(2, '0'));
  const instances = [
    ...numbers.map((number) => orLibrary(`pmedcap/pmedcap1_${number}.txt`)),
    saoJose('cccp/SJC1.dat', 17_288.99),
    saoJose('cccp/SJC2.dat', 33_270.94),
  ];
  return instances.map(({ name, best, problem }) => {
    const began = performance.now();
    const partition = new Partition(problem, searchPartition(problem, { seconds: 60, rounds: 400, seed: 1 }));
    const milliseconds = performance.now() - began;
    return { instance: name, found: partition.total(), best, isWithin: partition.beyond() === 0, milliseconds };
  });
}

function numbersOf(path: string): number[] {
  return readFileSync(join(geodata, 'partition', path), 'utf8')
    .trim()
    .split(/\s+/)
    .map(Number);
}

/** `number optimum / n p capacity / number x y demand …`; distances are cut to whole numbers. */
function orLibrary(path: string): Instance {
  const [, best = 0, count = 0, parts = 0, max = 0, ...rest] = numbersOf(path);
  const items = Array.from({ length: count }, (_, at) => rest.slice(4 * at + 1, 4 * at + 4));
  return { name: path, best, problem: problemOf(items, parts, max, Math.floor) };
}

/** `n p / x y capacity demand …` */
function saoJose(path: string, best: number): Instance {
  const [count = 0, parts = 0, ...rest] = numbersOf(path);
  const items = Array.from({ length: count }, (_, at) => {
    const [x = 0, y = 0, , demand = 0] = rest.slice(4 * at, 4 * at + 4);
    return [x, y, demand];
  });
  return { name: path, best, problem: problemOf(items, parts, rest[2] ?? 0, (distance) => distance) };
}

function problemOf(
  items: number[][],
  parts: number,
  max: number,
  round: (distance: number) => number,
): PartitionProblem {
  const distance = items.flatMap(([x = 0, y = 0]) => items.map(([u = 0, v = 0]) => round(Math.hypot(x - u, y - v))));
  return {
    distance: Float64Array.from(distance),
    weight: Float64Array.from(items, ([, , demand]) => demand ?? 0),
    canLead: new Uint8Array(items.length).fill(1),
    parts,
    min: 0,
    max,
  };
}
