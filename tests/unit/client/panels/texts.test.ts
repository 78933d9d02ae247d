import { describe, expect, it } from 'vitest';
import { texts } from '../../../../client/app/texts.ts';

const inserted = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name).toSorted();

describe('the words of the interface', () => {
  it('insert the same values in both languages', () => {
    const unequal = Object.entries(texts.zh).filter(([key, chinese]) => {
      const english = texts.en[key as keyof typeof texts.en];
      return inserted(chinese).join() !== inserted(english).join();
    });
    expect(unequal.map(([key]) => key)).toEqual([]);
  });

  it('hold no Chinese where they are English, but for the examples of what can be typed', () => {
    const chinese = Object.entries(texts.en).filter(([, english]) => /\p{Script=Han}/u.test(english));
    expect(chinese.map(([key]) => key).filter((key) => !key.endsWith('Example'))).toEqual(['app.language.other']);
  });
});
