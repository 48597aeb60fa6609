import { badRequest } from '../http/httpError';
import { nowSeconds } from '../store/nowSeconds';

/** What a client may upload a file for. Source: OpenAI's `CreateFileRequest`. */
const purposes = ['assistants', 'batch', 'fine-tune', 'vision', 'user_data', 'evals'];

export function checkPurpose(purpose: string | undefined): string {
  if (!purpose)
    throw badRequest("Missing required parameter: 'purpose'.", 'purpose', 'missing_required_parameter');
  if (purposes.includes(purpose)) return purpose;
  throw badRequest(
    `'${purpose}' is not one of ${purposes.join(', ')} - 'purpose'`,
    'purpose',
    'invalid_value',
  );
}

/** OpenAI's bounds: an hour to thirty days. */
const minSeconds = 3600;
const maxSeconds = 2_592_000;

/** When a file with this policy expires, in seconds since 1970; null where it has none. */
export function readExpiry(anchor: unknown, seconds: unknown): number | null {
  if (anchor === undefined && seconds === undefined) return null;
  if (anchor !== 'created_at') {
    throw badRequest(
      "Invalid 'expires_after.anchor': must be created_at.",
      'expires_after.anchor',
      'invalid_value',
    );
  }
  const value = typeof seconds === 'string' && /^\d+$/.test(seconds) ? Number(seconds) : seconds;
  if (typeof value === 'number' && Number.isInteger(value) && value >= minSeconds && value <= maxSeconds) {
    return nowSeconds() + value;
  }
  const message = `Invalid 'expires_after.seconds': must be a whole number from ${String(minSeconds)} to ${String(maxSeconds)}.`;
  throw badRequest(message, 'expires_after.seconds', 'invalid_value');
}
