import {
  ApiError,
  InvalidRequestError,
  InvalidResponseError,
  NetworkError,
  RequestError,
  TimeoutError,
} from './errors';

/** The HTTP status after which what was done is to be looked at elsewhere (RFC 9110, section 15.4.4). */
const seeOther = 303;

/** Whether what was to be created may have been although no response said so. */
export function isLost(error: unknown): error is RequestError {
  if (error instanceof InvalidRequestError) return false;
  if (error instanceof NetworkError) return error.mayHaveArrived;
  if (error instanceof ApiError) return [seeOther, 408].includes(error.status) || error.status >= 500;
  return error instanceof TimeoutError || error instanceof InvalidResponseError;
}

/** Whether the error proves that this request created nothing; one of another kind may be our own, after a response. */
export function provesNothingCreated(error: unknown): boolean {
  return error instanceof RequestError && !isLost(error);
}
