/** Any failure, in the form of OpenAI's responses: a status and `{ error: { message, type, param, code } }`. */
export class HttpError extends Error {
  override readonly name = 'HttpError';

  constructor(
    readonly status: number,
    message: string,
    readonly param: string | null = null,
    readonly code: string | null = null,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }

  get envelope() {
    const type = this.status < 500 ? 'invalid_request_error' : 'server_error';
    return { error: { message: this.message, type, param: this.param, code: this.code } };
  }
}

/** 400: the request is not valid; `param` names it. */
export function badRequest(
  message: string,
  param: string | null = null,
  code: string | null = null,
): HttpError {
  return new HttpError(400, message, param, code);
}

export function notFound(
  message: string,
  param: string | null = null,
  code: string | null = null,
): HttpError {
  return new HttpError(404, message, param, code);
}
