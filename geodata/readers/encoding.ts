import type { Input } from './input.ts';
import { InputError } from './refusal.ts';

export const encodings = ['utf-8', 'utf-16le', 'gb18030'] as const;
export type Encoding = (typeof encodings)[number];

/** Fewer double-byte characters than this say nothing about the language. */
const enoughCharacters = 8;
/** Of Chinese text in GB18030 at least this share is everyday characters and punctuation; other encodings stay far below. */
const plausibleShare = 0.6;

/**
 * Tells the encoding of a text file: UTF-8 when all of it is that, else GB18030 when it also reads like Chinese.
 * Big5 and Latin-1 decode as GB18030 without an error, but to nonsense; such a file is refused with an InputError.
 */
export async function detectEncoding(input: Pick<Input, 'name' | 'bytes'>): Promise<Encoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const tally = new CharacterTally();
  let isUtf8 = true;
  let first = true;
  for await (const piece of input.bytes()) {
    if (first && piece[0] === 0xff && piece[1] === 0xfe) return 'utf-16le';
    first = false;
    if (isUtf8) isUtf8 = decodes(utf8, piece);
    tally.add(piece);
  }
  if (isUtf8 && decodes(utf8, null)) return 'utf-8';
  if (tally.looksChinese()) return 'gb18030';
  throw new InputError(
    'wrongEncoding',
    `文件 ${input.name} 既不是 UTF-8 也不是 GB18030${tally.looksBig5() ? '，看上去是 Big5' : ''}；请另存为 UTF-8 后再导入。`,
    `${input.name} is neither UTF-8 nor GB18030${tally.looksBig5() ? ' but seems to be Big5' : ''}: save it as UTF-8, then import it.`,
  );
}

/** Decodes the bytes piece by piece, leaving out a byte order mark. */
export async function* decodedText(input: Input, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of input.bytes()) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

function decodes(decoder: TextDecoder, piece: Buffer | null): boolean {
  try {
    if (piece) decoder.decode(piece, { stream: true });
    else decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** Counts what kinds of double-byte characters there are, read as GB18030 and read as Big5. */
class CharacterTally {
  #lead = 0;
  #pairs = 0;
  #everyday = 0;
  #big5Everyday = 0;
  #broken = 0;

  add(piece: Buffer): void {
    for (const byte of piece) {
      if (this.#lead === 0) {
        if (byte >= 0x80) this.#lead = byte;
        continue;
      }
      this.#pair(this.#lead, byte);
      this.#lead = 0;
    }
  }

  #pair(lead: number, trail: number): void {
    this.#pairs += 1;
    if (trail < 0x30 || trail === 0x7f || lead === 0x80 || lead === 0xff) this.#broken += 1;
    // GB 2312: punctuation and full-width forms in rows 1 and 3, the 3,755 characters of the first level in rows 16-55.
    const everydayRow = lead === 0xa1 || lead === 0xa3 || (lead >= 0xb0 && lead <= 0xd7);
    if (everydayRow && trail >= 0xa1) this.#everyday += 1;
    const big5Trail = (trail >= 0x40 && trail <= 0x7e) || trail >= 0xa1;
    if (lead >= 0xa4 && lead <= 0xc6 && big5Trail) this.#big5Everyday += 1;
  }

  looksChinese(): boolean {
    if (this.#broken > 0) return false;
    return this.#pairs < enoughCharacters || this.#everyday / this.#pairs >= plausibleShare;
  }

  looksBig5(): boolean {
    return this.#broken === 0 && this.#pairs > 0 && this.#big5Everyday / this.#pairs >= plausibleShare;
  }
}
