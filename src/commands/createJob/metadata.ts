import { t } from '@vscode/l10n';
import type { MetadataRule } from '../../api/dialects/dialect';
import { isWholly } from '../../api/dialects/isWholly';
import type { JobDraft } from './draft';

type Metadata = JobDraft['metadata'];

/** Source: OpenAI's specification, `Metadata`: 16 pairs, of which one marks the job as sent from here. */
export const maxPairs = 15;
const maxKeyLength = 64;
const maxValueLength = 512;

const separator = ', ';

/** `team=blue, run=7` */
export function metadataText(metadata: Metadata): string {
  return Object.entries(metadata)
    .map(([key, value]) => `${key}=${value}`)
    .join(separator);
}

/** Pairs, or the first piece of the text that is none. A comma within a value is one where no other pair follows. */
function pairsOf(text: string): [string, string][] | string {
  const pairs: [string, string][] = [];
  for (const piece of text.split(/,(?=[^,=]+=)/)) {
    const [, key = '', value = ''] = /^([^=]*)=([^]*)$/.exec(piece) ?? [];
    if (key.trim() !== '') pairs.push([key.trim(), value.trim()]);
    else if (piece.trim() !== '') return piece.trim();
  }
  return pairs;
}

export function metadataFrom(text: string): Metadata {
  const pairs = pairsOf(text);
  return typeof pairs === 'string' ? {} : Object.fromEntries(pairs);
}

export function problemWithMetadata(text: string, rule?: MetadataRule): string | null {
  const pairs = pairsOf(text);
  if (typeof pairs === 'string') return t('“{0}” is no pair: write key=value, key=value', pairs);
  if (pairs.length > maxPairs) return t('At most {0} pairs', maxPairs);
  const keys = pairs.map(([key]) => key);
  const repeated = keys.find((key, at) => keys.indexOf(key) !== at);
  if (repeated !== undefined) return t('{0} is there twice: each key has one value', repeated);
  const long = pairs.find(([key, value]) => key.length > maxKeyLength || value.length > maxValueLength);
  if (long !== undefined)
    return t(
      '{0} is too long: a key has at most {1} characters, a value {2}',
      long[0],
      maxKeyLength,
      maxValueLength,
    );
  const odd = rule === undefined ? undefined : pairs.flat().find((each) => !isWholly(rule.pattern, each));
  return odd === undefined || rule === undefined ? null : t('“{0}” is not taken: {1}', odd, rule.text);
}
