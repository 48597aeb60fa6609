import { t } from '@vscode/l10n';
import type { ConnectionField } from './dialect';

/** Characters of all headers that are taken: servers refuse requests whose headers are longer than 8 to 16 KB. */
const maxLength = 4_000;
/** Between two headers; a comma within a value, as in JSON, is none. */
const separator = /[;,](?=\s*[!#$%&'*+.^_`|~\w-]+\s*:)/;
/** A token. Source: RFC 9110, Fields. */
const headerName = /^[!#$%&'*+.^_`|~\w-]+$/;
/** What a header may hold in any runtime. */
const headerValue = /^[\x20-\x7e]+$/;
/** Names as Azure's API Management and Helicone have them, too: `Ocp-Apim-Subscription-Key`, `Helicone-Auth`. */
const secretName = /authoriz|auth(?!or)|(?:api|access|subscription)-?key|secret|token|password|cookie/i;
/** The connection's own. */
const ownName =
  /^(?:host|connection|content-.*|transfer-encoding|accept|accept-encoding|origin|referer|user-agent)$/i;

/** Headers that a gateway wants beside the key, such as Portkey's `x-portkey-provider`. */
export const moreHeaders: ConnectionField = {
  prompt: t('More headers, if a gateway wants any; keys are asked for later'),
  placeholder: t('x-portkey-provider: openai, x-portkey-…, or empty'),
  isAsked: (baseUrl) => new URL(baseUrl).host !== 'api.openai.com',
  read: (text) => {
    const headers = parse(text);
    return headers.some(({ problem }) => problem !== null)
      ? null
      : { headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])) };
  },
  problemWith: (text) => parse(text).find(({ problem }) => problem !== null)?.problem ?? null,
};

interface Header {
  readonly name: string;
  readonly value: string;
  readonly problem: string | null;
}

function parse(text: string): readonly Header[] {
  const pairs = text
    .replace(/[\s;,]+$/, '')
    .split(separator)
    .map((pair): Header => {
      const [name = '', ...rest] = pair.split(':');
      const header = { name: name.trim(), value: rest.join(':').trim() };
      return { ...header, problem: problemOf(header) };
    });
  const names = pairs.map(({ name }) => name.toLowerCase());
  return pairs.map((pair, at) => {
    const isTwice = names.indexOf(pair.name.toLowerCase()) < at;
    if (text.length > maxLength) return { ...pair, problem: t('At most {0} characters', maxLength) };
    return isTwice ? { ...pair, problem: t('{0} is there twice', pair.name) } : pair;
  });
}

function problemOf({ name, value }: Pick<Header, 'name' | 'value'>): string | null {
  if (name === '' || value === '') return t('Give each header as NAME: VALUE, with a comma between two');
  if (!headerName.test(name)) return t('{0} is no name of a header: letters, digits and hyphens', name);
  if (secretName.test(name))
    return t('{0} holds a key: keys are asked for later, and kept in secret storage', name);
  if (ownName.test(name)) return t('{0} is set by the connection itself', name);
  return headerValue.test(value) ? null : t('{0} has characters that no header can carry', name);
}
