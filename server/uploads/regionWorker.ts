import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../shared/errors.ts';
import { readRegion } from './region.ts';
import type { RegionFile, RegionReply } from './regionApart.ts';

const { name, bytes } = workerData as RegionFile;

async function reply(): Promise<RegionReply> {
  try {
    return { given: await readRegion(name, Buffer.from(bytes)) };
  } catch (error) {
    if (error instanceof AppError) return { failure: { code: error.code, detail: error.detail } };
    throw error;
  }
}

parentPort?.postMessage(await reply());
