import { t } from '@vscode/l10n';
import type { JobSource, ModelNames } from '../../jobs/source';
import { editorFormat } from '../../platform/editorFormat';
import type { Choice } from '../../platform/steps';
import type { App } from '../command';

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

/** Base models to offer. */
export interface BaseModels {
  readonly choices: readonly Choice<string>[];
  /** What to say above them. */
  readonly placeholder: string;
}

export const noBaseModels: BaseModels = {
  choices: [],
  placeholder: t('Base model: choose one, or type its name'),
};

/**
 * Base models to offer: those used before, then what the server lists, the known trainable ones first. It does not
 * reject: where the list cannot be read to its end, what came of it is offered.
 *
 * @param show gets those that are known so far, each time that more came
 */
export async function listBaseModels(
  app: App,
  source: JobSource,
  signal: AbortSignal,
  show: (models: BaseModels) => void,
): Promise<void> {
  let listed: ModelNames = { names: [], isCut: false };
  const offer = (names: ModelNames) => {
    listed = names;
    show(modelsOf(source, listed));
  };
  offer(listed);
  if (source.capabilities.models !== true) return;
  try {
    offer(await source.creation.listModels(signal, offer));
  } catch (error) {
    app.errors.record('Listing the models failed', error);
    offer({ ...listed, isCut: true });
  }
}

function modelsOf(source: JobSource, { names, isCut }: ModelNames): BaseModels {
  const used = new Set(source.store.all().flatMap(({ model }) => (model === null ? [] : [model])));
  const listed = names.filter((name) => !name.startsWith('ft:'));
  const known = preferred.filter((model) => listed.includes(model));
  const others = listed.filter((model) => !known.includes(model));
  const all = new Set([...used, ...known, ...(known.length > 0 ? [] : others)]);
  return {
    choices: [...all].map((name) => ({
      label: name,
      value: name,
      ...(used.has(name) ? { description: t('used before') } : {}),
    })),
    placeholder:
      isCut && listed.length > 0
        ? t(
            'Base model: the list has more than these {0}. Choose one, or type its name',
            editorFormat.count(listed.length),
          )
        : noBaseModels.placeholder,
  };
}
