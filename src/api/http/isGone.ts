import { isStatus } from './transport';

/** Whether a request failed since the provider does not have what it is about. */
export function isGone(error: unknown): boolean {
  return isStatus(error, 404);
}
