import type { Connection } from '../../src/api/connection';
import { ProviderSource } from '../../src/jobs/provider/providerSource';
import { loadedDialect } from './dialects';

type Arguments = ConstructorParameters<typeof ProviderSource>;

/** The source of a connection, with the dialect that it names. */
export function testSource(connection: Connection, ...[connect, clock, person]: Tail): ProviderSource {
  return new ProviderSource(connection, loadedDialect(connection), connect, clock, person);
}

type Tail = Arguments extends [Connection, unknown, ...infer Rest] ? Rest : never;
