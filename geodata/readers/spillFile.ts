import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary file for what does not fit in memory; made at the first write, gone after `remove`. */
export class SpillFile {
  #directory: string | null = null;
  #file = -1;
  #end = 0;

  /** Appends the bytes and returns where they begin. */
  write(bytes: Uint8Array): number {
    if (this.#directory === null) {
      this.#directory = mkdtempSync(join(tmpdir(), 'cuntu-import-'));
      this.#file = openSync(join(this.#directory, 'spill'), 'w+');
    }
    const position = this.#end;
    writeSync(this.#file, bytes, 0, bytes.length, position);
    this.#end += bytes.length;
    return position;
  }

  read(position: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    readSync(this.#file, bytes, 0, length, position);
    return bytes;
  }

  remove(): void {
    if (this.#directory === null) return;
    closeSync(this.#file);
    rmSync(this.#directory, { recursive: true, force: true });
    this.#directory = null;
  }
}
