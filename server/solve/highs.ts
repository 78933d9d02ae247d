import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { workerData } from 'node:worker_threads';
import loadHighs, { type Highs } from 'highs';

let compiled: Promise<WebAssembly.Module> | undefined;
let loading: Promise<Highs> | undefined;

/**
 * The solver's WebAssembly, compiled once per process and beside the event loop. Workers share its code, so that what one
 * of them has run often enough to be made fast is fast in the next.
 */
export function compiledHighs(): Promise<WebAssembly.Module> {
  compiled ??= readFile(createRequire(import.meta.url).resolve('highs/runtime')).then((bytes) =>
    WebAssembly.compile(bytes),
  );
  return compiled;
}

/** The solver of linear and integer programmes, one per thread. */
export function highs(): Promise<Highs> {
  loading ??= givenOrCompiled().then((wasmModule) => loadHighs({ wasmModule }));
  return loading;
}

async function givenOrCompiled(): Promise<WebAssembly.Module> {
  return workerData instanceof WebAssembly.Module ? workerData : compiledHighs();
}
