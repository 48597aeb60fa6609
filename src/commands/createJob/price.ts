import { t } from '@vscode/l10n';
import type { CreateJob } from '../../api/dialects/dialect';
import type { PriceEstimate } from '../../api/wire/priceEstimate';
import type { JobSource } from '../../jobs/source';
import type { RunWork } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';
import { askModal } from '../../platform/show';
import type { App } from '../command';
import { priceDetail } from './priceText';

/** Asks before money is spent, where the provider reports the price. No estimate does not keep anyone from going on. */
export async function isPriceAccepted(
  app: App,
  source: JobSource,
  request: CreateJob,
  run: RunWork,
): Promise<boolean> {
  if (source.capabilities.priceEstimate !== true) return true;
  const estimate = await run(t('Asking {0} for the price', source.name), (signal) =>
    source.creation.estimatePrice(request, signal),
  ).catch((error: unknown) => {
    app.errors.record('Estimating the price failed', error);
    return unknownPrice;
  });
  if (estimate === undefined) return false;
  const { price } = estimate;
  const create = t('Create Job');
  const question =
    price === null
      ? t('{0} does not report what the job will cost. Create it?', source.kind)
      : t('Create the job for about {0}?', editorFormat.price(price));
  return (
    (await askModal({
      question,
      detail: priceDetail(estimate, editorFormat),
      buttons: [create],
      wayOut: t('Do Not Create'),
    })) === create
  );
}

const unknownPrice: PriceEstimate = {
  ...{ price: null, trainingTokens: null, validationTokens: null, reason: null },
  ...{ isAffordable: true, limit: null },
};
