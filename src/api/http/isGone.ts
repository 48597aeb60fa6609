import { ApiError } from './errors';

/** Whether a request failed since the provider does not have what it is about. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}
