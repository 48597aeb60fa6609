import type { RequestOptions, Transport } from './http/transport';
import { decodeOne, type Decoder } from './paging/decode';
import { Deleted } from './wire/file';

const deleted: Decoder<Deleted> = { schema: Deleted };

/** Deletes what is at `path`. Repeated where the response was lost: what is gone then has been deleted. */
export function deleteAt(transport: Transport, path: string, options: RequestOptions): Promise<Deleted> {
  return transport.json({ ...options, method: 'DELETE', path }, (raw, facts) =>
    decodeOne(deleted, raw, 'response', facts),
  );
}
