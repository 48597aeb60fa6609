import { type ClientOptions, FineTuningClient } from '../../src/api/client';
import type { Connection } from '../../src/api/connection';
import { loadedDialect } from './dialects';
import { TestClock } from './testClock';

export type ClientOverrides = Partial<Omit<ClientOptions, 'connection'>> & {
  readonly connection?: Partial<Omit<Connection, 'baseUrl'>>;
};

/** Retry pauses pass at once; time-outs wait for the test. */
export function instantRetries(): TestClock {
  return new TestClock(Date.UTC(2026, 0, 1), 20_000);
}

/** A client of a server on loopback, with the key `sk-test-key`. */
export function testClient(baseUrl: string, overrides: ClientOverrides = {}): FineTuningClient {
  const { connection: more, ...rest } = overrides;
  const connection = { name: 'Test', dialect: 'openai', baseUrl, ...more } as const;
  return new FineTuningClient({
    connection,
    dialect: loadedDialect(connection),
    key: () => Promise.resolve('sk-test-key'),
    canStreamUploads: true,
    random: () => 1,
    clock: instantRetries(),
    ...rest,
  });
}
