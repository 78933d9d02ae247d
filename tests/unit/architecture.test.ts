import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const rooms = /^(client|server|shared|geodata|drizzle|tests|docs|\.ci)\//;

function pathsIn(document: string): string[] {
  const quoted = readFileSync(`${root}${document}`, 'utf8').matchAll(/`([^`\s]+)`|\]\(([^)#\s]+)\)/g);
  return Array.from(quoted, (match) => match[1] ?? match[2] ?? '').filter((path) => rooms.test(path));
}

describe('the documents', () => {
  it.each(['ARCHITECTURE.md', 'README.md', 'SECURITY.md'])('%s names only paths that exist', (document) => {
    const missing = pathsIn(document).filter((path) => !existsSync(root + path.replace(/\*.*$/, '')));
    expect(missing).toEqual([]);
  });

  it('ARCHITECTURE.md names every room and stays within 150 lines', () => {
    const text = readFileSync(`${root}ARCHITECTURE.md`, 'utf8');
    expect(text.split('\n').length).toBeLessThanOrEqual(150);
    for (const room of ['client/', 'server/', 'shared/', 'geodata/', 'drizzle/', 'tests/'])
      expect(text).toContain(`\`${room}`);
  });
});
