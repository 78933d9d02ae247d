import { defineConfig } from 'vitest/config';

/** What is awaited comes late on a machine that has much else to do; a test that passes waits no longer for that. */
const long = { testTimeout: 120_000, hookTimeout: 300_000, expect: { poll: { timeout: 60_000, interval: 100 } } };

// An embedded database takes about 1 GB, so few files run at a time.
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'], testTimeout: 30_000 } },
      {
        test: {
          name: 'db-embedded',
          include: ['tests/db/**/*.test.ts'],
          env: { CUNTU_TEST_DATABASE: 'embedded' },
          ...long,
        },
      },
      {
        test: {
          name: 'db-native',
          include: ['tests/db/**/*.test.ts'],
          exclude: ['tests/db/embedded*.test.ts'],
          env: { CUNTU_TEST_DATABASE: 'native' },
          ...long,
        },
      },
      { test: { name: 'start', include: ['tests/start/**/*.test.ts'], ...long, testTimeout: 600_000 } },
      { test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], ...long, testTimeout: 600_000 } },
    ],
  },
});
