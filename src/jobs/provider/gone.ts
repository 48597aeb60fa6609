import { ApiError } from '../../api/http/errors';

/** Waits for a deletion: what is gone already is deleted too. */
export async function gone(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
}
