export type TextPart = { text: string; matched: boolean };

/** `title` cut where `query` occurs in it, so that the match can be set apart; pinyin that matched leaves it whole. */
export function matchParts(title: string, query: string): TextPart[] {
  const wanted = query.trim().toLocaleLowerCase();
  const at = wanted === '' ? -1 : title.toLocaleLowerCase().indexOf(wanted);
  if (at < 0) return [{ text: title, matched: false }];
  const end = at + wanted.length;
  const parts = [
    { text: title.slice(0, at), matched: false },
    { text: title.slice(at, end), matched: true },
    { text: title.slice(end), matched: false },
  ];
  return parts.filter((part) => part.text !== '');
}
