import { t } from '@vscode/l10n';
import type { CreateJob } from '../../api/dialects/dialect';
import type { JobSource } from '../../jobs/source';
import { withProgress } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import { askModal } from '../../platform/show';
import type { App } from '../command';

/** Asks before money is spent, where the provider reports the price. No estimate does not keep anyone from going on. */
export async function isPriceAccepted(app: App, source: JobSource, request: CreateJob): Promise<boolean> {
  if (source.capabilities.priceEstimate !== true) return true;
  const estimate = await withProgress(t('Asking {0} for the price', source.name), (signal) =>
    source.creation.estimatePrice(request, signal),
  ).catch((error: unknown) => {
    app.errors.record('Estimating the price failed', error);
    return { price: null, trainingTokens: null, reason: null };
  });
  if (estimate === undefined) return false;
  const { price, trainingTokens, reason } = estimate;
  const create = t('Create Job');
  const question =
    price === null
      ? t('{0} does not report what the job will cost. Create it?', source.kind)
      : t('Create the job for about {0}?', editorFormat.price(price));
  const tokens =
    trainingTokens === null ? null : t('{0} training tokens.', editorFormat.count(trainingTokens));
  const detail = [tokens, reason].filter((each) => each !== null).join(' ');
  return (await askModal({ question, detail, buttons: [create], wayOut: t('Do Not Create') })) === create;
}
