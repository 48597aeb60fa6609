import type { FineTuningClient } from '../../../src/api/client';
import type { DialectId } from '../../../src/api/connection';
import { type ClientOverrides, testClient } from '../testClient';
import { type Provider, type ProviderServer, startProvider } from './router';

/** Starts a provider's server before each test of a suite, stops it after, and makes clients of it. */
export function useProvider(
  dialect: DialectId,
  provider: () => Provider,
): {
  readonly server: ProviderServer;
  readonly jobs: Provider['jobs'];
  client(overrides?: ClientOverrides): FineTuningClient;
} {
  const used: { server: ProviderServer | null; jobs: Provider['jobs'] } = { server: null, jobs: [] };
  beforeEach(async () => {
    const begun = provider();
    used.jobs = begun.jobs;
    used.server = await startProvider(begun);
  });
  afterEach(() => used.server?.close());
  const running = () => {
    if (used.server === null) throw new Error('not started');
    return used.server;
  };
  return {
    get server() {
      return running();
    },
    get jobs() {
      return used.jobs;
    },
    client: (overrides = {}) =>
      testClient(running().baseUrl, { ...overrides, connection: { dialect, ...overrides.connection } }),
  };
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  return Buffer.concat(await collect(chunks)).toString();
}
