import { pinyin } from 'pinyin-pro';

/** How many readings are remembered: names repeat, but a county's file holds more than a memory should. */
const mostKnown = 20_000;
const known = new Map<string, { pinyin: string; initials: string }>();

/** Pinyin without tones or spaces, and the first letter of each syllable; family names read as such. */
export function reading(text: string, isPerson = false): { pinyin: string; initials: string } {
  const key = `${isPerson}${text}`;
  const before = known.get(key);
  if (before) return before;
  const syllables = pinyin(text, {
    toneType: 'none',
    type: 'array',
    v: true,
    nonZh: 'consecutive',
    ...(isPerson ? { surname: 'head' as const } : {}),
  }).map((syllable) => syllable.toLowerCase().replaceAll(/\s/g, ''));
  const made = { pinyin: syllables.join(''), initials: syllables.map((syllable) => syllable.charAt(0)).join('') };
  if (known.size >= mostKnown) known.clear();
  known.set(key, made);
  return made;
}
