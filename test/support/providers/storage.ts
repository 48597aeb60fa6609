import type { Received } from '../httpServer';
import { bearerKey } from './router';

/** Another host of the same server: the storage of a provider, where signed addresses lead. */
export function storageOf({ headers }: Received): string {
  return `http://${(headers.host ?? '').replace('127.0.0.1', 'localhost')}/storage`;
}

/** A key is for the API alone: a storage that is sent one refuses. */
export function isKeyOrSignature(request: Received): boolean {
  if (!request.path.startsWith('/storage/')) return bearerKey(request);
  return request.headers.authorization === undefined && request.query.get('signature') === 'x';
}
