import { env, l10n } from 'vscode';
import type { CreateJob } from '../../api/dialects/dialect';
import type { Account } from '../../jobs/account';
import { withProgress } from '../../platform/cancellation';
import type { App } from '../command';
import { askModal } from '../../platform/show';

/** Asks before money is spent, where the provider tells the price. No estimate does not keep anyone from going on. */
export async function isPriceAccepted(app: App, account: Account, request: CreateJob): Promise<boolean> {
  if (account.dialect.capabilities.priceEstimate !== true) return true;
  const estimate = await withProgress(
    l10n.t('Asking {0} for the price', account.connection.name),
    async (signal) => (await account.connect()).jobs.estimatePrice(request, { signal }),
  ).catch((error: unknown) => {
    app.errors.record('Estimating the price failed', error);
    return { price: null, trainingTokens: null, reason: null };
  });
  if (estimate === undefined) return false;
  const { price, trainingTokens, reason } = estimate;
  const create = l10n.t('Create Job');
  const question =
    price === null
      ? l10n.t('{0} does not tell what the job will cost. Create it?', account.dialect.title)
      : l10n.t('Create the job for about {0}?', dollars(price));
  const tokens =
    trainingTokens === null
      ? null
      : l10n.t('{0} training tokens.', trainingTokens.toLocaleString(env.language));
  const detail = [tokens, reason].filter((each) => each !== null).join(' ');
  return (await askModal(question, detail, create)) === create;
}

function dollars(price: number): string {
  return new Intl.NumberFormat(env.language, { style: 'currency', currency: 'USD' }).format(price);
}
