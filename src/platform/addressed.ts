import type { Connection } from '../api/connection';
import { dialects } from '../api/dialects/table';

/** A connection with its address. */
export type Addressed = Connection & { readonly baseUrl: string };

/** Fills in the address where the dialect knows it. Undefined for the engine of this window, which has none yet. */
export function addressed(connection: Connection): Addressed | undefined {
  const baseUrl = connection.baseUrl ?? dialects[connection.dialect].defaultBaseUrl;
  return baseUrl === null ? undefined : { ...connection, baseUrl };
}
