import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import { ApiError } from './apiError';

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Refuses what a web page could send: a name that was made to point here (DNS rebinding) shows in `Host`, a page
 * of another site in `Origin`.
 */
export function refuseForeign({ headers }: IncomingMessage): void {
  const host = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (!loopbackNames.includes(host)) throw forbidden('Host');
  if (headers.origin !== undefined && !isLoopbackOrigin(headers.origin)) throw forbidden('Origin');
}

/** Throws OpenAI's 401 unless the request carries the key. The comparison takes the same time whichever part is wrong. */
export function requireKey({ headers }: IncomingMessage, apiKey: string): void {
  const given = /^Bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1];
  if (given === undefined) {
    const message =
      "You didn't provide an API key. Send it in an Authorization header using Bearer auth " +
      '(Authorization: Bearer YOUR_KEY). The local engine prints its key when it starts.';
    throw new ApiError(401, message, null, 'invalid_api_key');
  }
  if (timingSafeEqual(digest(given), digest(apiKey))) return;
  const message = 'Incorrect API key provided. The local engine prints its key when it starts.';
  throw new ApiError(401, message, null, 'invalid_api_key');
}

function forbidden(header: string): ApiError {
  const message = `The local engine serves this machine only: the request's ${header} is a foreign one.`;
  return new ApiError(403, message, null, 'foreign_request');
}

function isLoopbackOrigin(origin: string): boolean {
  try {
    return loopbackNames.includes(new URL(origin).hostname);
  } catch {
    return false;
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
