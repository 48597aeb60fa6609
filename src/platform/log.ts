import { type LogOutputChannel, window } from 'vscode';
import type { Exchange } from '../api/http/transport';
import { inert, maxLength } from './inertText';

export function createLog(): LogOutputChannel {
  return window.createOutputChannel('Fine-Tuning Jobs', { log: true });
}

/** One line an exchange: method, address, outcome, time, request id. */
export function logExchange(log: LogOutputChannel, connection: string, exchange: Exchange): void {
  const { method, url, status, milliseconds, requestId, problem } = exchange;
  const outcome = status === null ? 'no response' : String(status);
  const id = requestId === null ? '' : ` (${requestId})`;
  const line = `[${connection}] ${method} ${url} ${outcome} in ${String(Math.round(milliseconds))} ms${id}`;
  if (problem === null) log.debug(inert(line, maxLength.message));
  else log.warn(inert(`${line}: ${problem}`, maxLength.message));
}
