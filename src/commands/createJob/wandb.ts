import { t } from '@vscode/l10n';
import type { CreationOptions } from '../../jobs/source';
import { ask } from '../../platform/steps';
import type { App } from '../command';
import { keyProblem } from '../connections/apiKey';
import { type JobDraft, wandbOf } from './draft';

/** The key to write to Weights & Biases with; undefined: none is needed; null: the person gives none. */
export async function wandbKeyFor(
  app: App,
  draft: JobDraft,
  options: CreationOptions,
  title: string,
): Promise<string | null | undefined> {
  if (options.needsWandbKey !== true || wandbOf(draft, options) === null) return undefined;
  return (await app.wandbKey.get()) ?? askWandbKey(app, title);
}

/** Null: there is none. One that is known already can be kept. */
export async function askWandbKey(app: App, title: string): Promise<string | null> {
  const known = (await app.wandbKey.get()) ?? null;
  const answer = await ask({
    title: t('{0}: API key of Weights & Biases', title),
    canGoBack: true,
    prompt: t('The provider writes the run with it. It is kept in VS Code’s secret storage'),
    ...(known === null ? {} : { placeholder: t('empty: the key that is known') }),
    isPassword: true,
    value: '',
    problemWith: (text) => (text === '' && known === null ? t('Give the key') : keyProblem(text)),
  });
  if (answer.kind !== 'value' || answer.value === '') return known;
  await app.wandbKey.set(answer.value);
  return answer.value;
}
