import type { Extension } from '@electric-sql/pglite';
import { z } from 'zod';

const error = 21;
const longestMessage = 500;
/** The five-character state XX000 (internal error), which PostGIS gives such failures everywhere. */
const internalError = errorState('XX000');

const wholeFunction = z.custom<(...values: number[]) => number>((value) => typeof value === 'function');
const startedSchema = z.object({
  errstart: wholeFunction,
  errcode: wholeFunction,
  errmsg_internal: wholeFunction,
  errfinish: wholeFunction,
  _emscripten_stack_alloc: wholeFunction,
});
type Started = z.infer<typeof startedSchema>;

type Instantiate = (
  imports: { env: Record<string, unknown> },
  done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
) => object;
const optionsSchema = z.looseObject({
  wasmMemory: z.instanceof(WebAssembly.Memory),
  instantiateWasm: z.custom<Instantiate>((value) => typeof value === 'function'),
});

/**
 * Makes every exception thrown inside the geometry libraries an error of PostgreSQL.
 *
 * PostGIS is built for PGlite without a single catch, so that a C++ exception would unwind through PostgreSQL itself, be lost
 * in the first frame that expects a longjmp, and leave the statement half done and the transaction fit to commit.
 * Instead of unwinding, the throw raises an error as PostGIS does elsewhere, with the exception's own words when it has any.
 */
export const exceptions: Extension = {
  name: 'exceptions',
  setup: async (_database, given) => {
    const { wasmMemory, instantiateWasm } = optionsSchema.parse(given);
    let started: Started | undefined;
    const instantiate: Instantiate = (imports, done) => {
      imports.env.__cxa_throw = (exception: number, type: number) => {
        if (started) raise(started, describe(new Uint8Array(wasmMemory.buffer), exception, type), wasmMemory);
        throw new Error('an exception was thrown before the database had started');
      };
      return instantiateWasm(imports, (instance, module) => {
        started = startedSchema.parse(instance.exports);
        done(instance, module);
      });
    };
    return { emscriptenOpts: { ...given, instantiateWasm: instantiate } };
  },
};

/** Does not return: `errfinish` jumps to where PostgreSQL handles errors. */
function raise(started: Started, text: string, memory: WebAssembly.Memory): void {
  const place = (content: string) => {
    const bytes = Buffer.from(`${content}\0`);
    const at = started._emscripten_stack_alloc(bytes.length);
    new Uint8Array(memory.buffer).set(bytes, at);
    return at;
  };
  const format = place('%s');
  const message = place(text);
  const values = started._emscripten_stack_alloc(16);
  new DataView(memory.buffer).setUint32(values, message, true);
  started.errstart(error, 0);
  started.errcode(internalError);
  started.errmsg_internal(format, values);
  started.errfinish(place('geometry'), 0, place('throw'));
}

/** In the layout of libc++: a type begins with (…, name) and a `runtime_error`, which GEOS's exceptions are, with (…, text). */
function describe(memory: Uint8Array, exception: number, type: number): string {
  const pointer = (at: number) => new DataView(memory.buffer).getUint32(at, true);
  const name = textAt(memory, pointer(type + 4));
  const detail = /^N4geos/.test(name) ? textAt(memory, pointer(exception + 4)) : '';
  return `几何计算失败 geometry operation failed: ${detail || name || 'unknown exception'}`;
}

function textAt(memory: Uint8Array, at: number): string {
  const end = memory.indexOf(0, at);
  if (at === 0 || end < at || end - at > longestMessage) return '';
  return new TextDecoder().decode(memory.subarray(at, end));
}

/** PostgreSQL packs a state as five characters of six bits. */
function errorState(characters: string): number {
  return [...characters].reduce((sum, character, n) => sum + ((character.charCodeAt(0) - 48) & 63) * 64 ** n, 0);
}
