export function findTools(wanted: {
  native: boolean;
  chromium: boolean;
}): Promise<{ postgres: string | null; chromium: string | null }>;
export function findPostgres(): string | null;
