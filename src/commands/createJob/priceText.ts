import { t } from '@vscode/l10n';
import type { PriceEstimate } from '../../api/wire/priceEstimate';
import { clipped, type Format } from '../../shared/format';

/** Characters of a provider's reason that are shown. */
const maxReasonLength = 200;

/** What an estimate says beside the price, in sentences. */
export function priceDetail(estimate: PriceEstimate, format: Format): string {
  const { trainingTokens, validationTokens, reason, isAffordable, limit } = estimate;
  const sentences = [
    trainingTokens === null ? null : t('{0} training tokens.', format.count(trainingTokens)),
    validationTokens === null || validationTokens === 0
      ? null
      : t('{0} validation tokens.', format.count(validationTokens)),
    isAffordable ? null : t('Your credit does not suffice: the provider may cancel the job.'),
    limit === null ? null : t('The credit limit of your account is {0}.', format.price(limit)),
    reason === null ? null : t('The provider gives as the reason: “{0}”.', clipped(reason, maxReasonLength)),
  ];
  return sentences.filter((each) => each !== null).join(' ');
}
