import { pinyin } from 'pinyin-pro';

/** How a title is read, for the search: full pinyin without spaces or tones, and the initials. */
export function readTitle(title: string): { pinyin: string; initials: string } {
  const syllables = pinyin(title, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' })
    .map((syllable) => syllable.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .filter((syllable) => syllable !== '');
  return { pinyin: syllables.join(''), initials: syllables.map(([first = '']) => first).join('') };
}
