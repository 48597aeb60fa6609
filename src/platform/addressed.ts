import type { Connection } from '../api/connection';
import { providers } from '../api/dialects/providers';

/** A connection with its address. */
export type Addressed = Connection & { readonly baseUrl: string };

/** Fills in the address where the provider has one for all. Undefined for the engine of this window, which has none yet. */
export function addressed(connection: Connection): Addressed | undefined {
  const baseUrl = connection.baseUrl ?? providers[connection.dialect].defaultBaseUrl;
  return baseUrl === null ? undefined : { ...connection, baseUrl };
}
