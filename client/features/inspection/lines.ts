/** The lines of a text that say something, each once. */
export function linesOf(text: string): string[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim().slice(0, 200))
    .filter(Boolean);
  return [...new Set(lines)].slice(0, 50);
}
