import { t } from '@vscode/l10n';
import type { JobSource, ModelNames } from '../../jobs/source';
import { editorFormat } from '../../platform/editorFormat';
import type { Choice } from '../../platform/steps';
import type { App } from '../command';
import { baseModelChoices } from './baseModelOrder';

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
 * Base models to offer, with those that the server lists. It does not reject: where the list cannot be read to its
 * end, what came of it is offered.
 *
 * @param show gets those that are known so far, each time that more came
 */
export async function listBaseModels(
  app: App,
  source: JobSource,
  signal: AbortSignal,
  show: (models: BaseModels) => void,
): Promise<void> {
  let listed: ModelNames = { names: [], trainingEnds: new Map(), isCut: false };
  const offer = (names: ModelNames) => {
    listed = names;
    show(modelsOf(source, listed, app.clock.now() / 1000));
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

/** @param now in Unix seconds */
function modelsOf(source: JobSource, models: ModelNames, now: number): BaseModels {
  const used = source.store.all().flatMap(({ model }) => (model === null ? [] : [model]));
  const listed = models.names.filter((name) => !name.startsWith('ft:'));
  return {
    choices: baseModelChoices(used, { ...models, names: listed }, now, editorFormat),
    placeholder:
      models.isCut && listed.length > 0
        ? t(
            'Base model: the list has more than these {0}. Choose one, or type its name',
            editorFormat.count(listed.length),
          )
        : noBaseModels.placeholder,
  };
}
