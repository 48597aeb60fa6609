import type { ServerResponse } from 'node:http';
import { sendError, sendJson } from './httpServer';

/** What can go wrong on the wire, each as a server does it. */
export const faults = {
  unauthorized: (response) => {
    sendError(response, 401, 'Incorrect API key provided', 'invalid_api_key');
  },
  forbidden: (response) => {
    sendError(response, 403, 'You have no permission for this');
  },
  notFound: (response) => {
    sendError(response, 404, 'No such thing');
  },
  rateLimited: (response) => {
    sendError(response, 429, 'Too many requests', 'rate_limit_exceeded', { 'retry-after': '3600' });
  },
  serverError: (response) => {
    response.writeHead(500).end();
  },
  html: (response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!DOCTYPE html><title>Sign in</title>');
  },
  truncatedJson: (response) => {
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"object":"list","data":[{"id":"ftj');
  },
  /** Less than `content-length` promised. */
  cutContentLength: (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"object":"list","da', () => response.destroy());
  },
  /** The last chunk never comes. */
  cutChunked: (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"object":"list","da', () => response.destroy());
  },
  hangUp: (response) => {
    response.destroy();
  },
  redirect: (response) => {
    response.writeHead(302, { location: 'http://127.0.0.1:1/stolen?signature=abc' }).end();
  },
  wrongType: (response) => {
    sendJson(response, 42);
  },
} satisfies Record<string, (response: ServerResponse) => void>;
export type FaultName = keyof typeof faults;

/** The class of error that each must become. */
export const errorOfFault: Readonly<Record<FaultName, string>> = {
  unauthorized: 'ApiError',
  forbidden: 'ApiError',
  notFound: 'ApiError',
  rateLimited: 'ApiError',
  serverError: 'ApiError',
  html: 'InvalidResponseError',
  truncatedJson: 'InvalidResponseError',
  cutContentLength: 'NetworkError',
  cutChunked: 'NetworkError',
  hangUp: 'NetworkError',
  redirect: 'ApiError',
  wrongType: 'InvalidResponseError',
};
