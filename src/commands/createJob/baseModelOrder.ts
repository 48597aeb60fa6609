import { t } from '@vscode/l10n';
import type { Choice } from '../../platform/steps';
import type { Format } from '../../shared/format';
import { endWords, hasTrainingEnded, type KnownEnds } from './modelStanding';

/**
 * Models that OpenAI fine-tunes, newest first. Only an order of preference: what is offered is what the server
 * lists, and any name can be typed. Source: OpenAI's fine-tuning guide and specification, 2026.
 */
const preferred = [
  'gpt-4.1-2025-04-14',
  'gpt-4.1-mini-2025-04-14',
  'gpt-4.1-nano-2025-04-14',
  'o4-mini-2025-04-16',
  'gpt-4o-2024-08-06',
  'gpt-4o-mini-2024-07-18',
  'gpt-3.5-turbo',
  'davinci-002',
  'babbage-002',
];

/** Models that are offered: nobody chooses from a longer list. */
const maxOffered = 2_000;

/** Whether a name is what it looks like: nobody knows a model whose name has characters that cannot be seen. */
export function isPlainName(name: string): boolean {
  return !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(name);
}

/**
 * Those used before, then what the server lists, the known trainable ones first; last those that can no longer be
 * trained. At most 2,000, and none whose name cannot be read.
 *
 * @param now in Unix seconds
 */
export function baseModelChoices(
  usedBefore: readonly string[],
  { names: listed, ...ends }: KnownEnds & { readonly names: readonly string[] },
  now: number,
  format: Format,
): Choice<string>[] {
  const used = new Set(usedBefore);
  const isListed = new Set(listed);
  const known = preferred.filter((model) => isListed.has(model));
  const names = new Set([...used, ...known, ...(known.length > 0 ? [] : listed)]);
  const choices = [...names].filter(isPlainName).map((name) => {
    const words = [...(used.has(name) ? [t('used before')] : []), ...endWords(name, ends, now, format)];
    return {
      hasEnded: hasTrainingEnded(name, ends, now),
      choice: {
        label: name,
        value: name,
        ...(words.length > 0 ? { description: words.join(' · ') } : {}),
      },
    };
  });
  return [...choices.filter(({ hasEnded }) => !hasEnded), ...choices.filter(({ hasEnded }) => hasEnded)]
    .slice(0, maxOffered)
    .map(({ choice }) => choice);
}
