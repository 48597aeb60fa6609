import { t } from '@vscode/l10n';
import type { ModelNames } from '../../jobs/source';
import type { Choice } from '../../platform/steps';
import type { Format } from '../../shared/format';

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

/** Seconds before its end of training from which a model says so: 90 days, as its row counts down to its shutdown. */
const nearSeconds = 90 * 86_400;

/**
 * Those used before, then what the server lists, the known trainable ones first; last those that can no longer be
 * trained.
 *
 * @param now in Unix seconds
 */
export function baseModelChoices(
  usedBefore: readonly string[],
  { names: listed, trainingEnds }: Pick<ModelNames, 'names' | 'trainingEnds'>,
  now: number,
  format: Format,
): Choice<string>[] {
  const used = new Set(usedBefore);
  const isListed = new Set(listed);
  const known = preferred.filter((model) => isListed.has(model));
  const names = new Set([...used, ...known, ...(known.length > 0 ? [] : listed)]);
  const choices = [...names].map((name) => {
    const end = trainingEnds.get(name) ?? null;
    const words = [used.has(name) ? t('used before') : null, endText(end, now, format)].filter(
      (word) => word !== null,
    );
    return {
      hasEnded: end !== null && end <= now,
      choice: {
        label: name,
        value: name,
        ...(words.length > 0 ? { description: words.join(' · ') } : {}),
      },
    };
  });
  return [...choices.filter(({ hasEnded }) => !hasEnded), ...choices.filter(({ hasEnded }) => hasEnded)].map(
    ({ choice }) => choice,
  );
}

/** An end that is far away is no reason against a model. */
function endText(end: number | null, now: number, format: Format): string | null {
  if (end === null || end > now + nearSeconds) return null;
  const day = format.day(end);
  return end <= now ? t('fine-tuning ended on {0}', day) : t('can be fine-tuned until {0}', day);
}
