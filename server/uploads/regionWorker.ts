import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../shared/errors.ts';
import { readRegion } from './region.ts';
import type { RegionFile, RegionReply } from './regionApart.ts';

const { name, bytes } = workerData as RegionFile;

function reply(): RegionReply {
  try {
    return { given: readRegion(name, Buffer.from(bytes)) };
  } catch (error) {
    if (error instanceof AppError) return { failure: { code: error.code, detail: error.detail } };
    throw error;
  }
}

parentPort?.postMessage(reply());
