import { l10n } from 'vscode';
import type { CreateJob } from '../../api/dialects/dialect';
import type { JobSource } from '../../jobs/source';
import { editorFormat } from '../../platform/editorFormat';
import { withProgress } from '../../platform/cancellation';
import type { App } from '../command';
import { askModal } from '../../platform/show';

/** Asks before money is spent, where the provider reports the price. No estimate does not keep anyone from going on. */
export async function isPriceAccepted(app: App, source: JobSource, request: CreateJob): Promise<boolean> {
  if (source.capabilities.priceEstimate !== true) return true;
  const estimate = await withProgress(l10n.t('Asking {0} for the price', source.name), (signal) =>
    source.creation.estimatePrice(request, signal),
  ).catch((error: unknown) => {
    app.errors.record('Estimating the price failed', error);
    return { price: null, trainingTokens: null, reason: null };
  });
  if (estimate === undefined) return false;
  const { price, trainingTokens, reason } = estimate;
  const create = l10n.t('Create Job');
  const question =
    price === null
      ? l10n.t('{0} does not report what the job will cost. Create it?', source.kind)
      : l10n.t('Create the job for about {0}?', editorFormat.price(price));
  const tokens =
    trainingTokens === null ? null : l10n.t('{0} training tokens.', editorFormat.count(trainingTokens));
  const detail = [tokens, reason].filter((each) => each !== null).join(' ');
  return (await askModal(question, detail, create)) === create;
}
