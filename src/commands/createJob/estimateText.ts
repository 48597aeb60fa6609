import { t } from '@vscode/l10n';
import type { Price } from '../../datasets/price/priceOf';
import type { Rate } from '../../datasets/price/rate';
import type { ExpectedTime } from '../../jobs/pastTimes';
import type { JobSource } from '../../jobs/source';
import type { Format } from '../../shared/format';
import type { CountedTokens, Estimate } from './estimate';

/** A figure, and what it is of. */
export interface EstimateFact {
  readonly label: string;
  readonly text: string;
}

type AskedSource = Pick<JobSource, 'kind' | 'capabilities'>;

/** At a glance; the time only where there is one. */
export function estimateRows(estimate: Estimate, source: AskedSource, format: Format): EstimateFact[] {
  const { tokens, time } = estimate;
  return [
    { label: t('Tokens'), text: tokensText(tokens, format) },
    { label: t('Price'), text: priceText(estimate, source, format) },
    ...(time === null ? [] : [{ label: t('Time'), text: timeText(time, format) }]),
  ];
}

/** How the figures came about. */
export function estimateFacts(estimate: Estimate, source: AskedSource, format: Format): EstimateFact[] {
  const { tokens, epochs, price } = estimate;
  const longest = tokens.kind === 'counted' ? tokens.survey.longest : null;
  return [
    ...estimateRows(estimate, source, format),
    ...(longest === null
      ? []
      : [
          {
            label: t('Longest row'),
            text: t('{0} tokens, in line {1}', format.count(longest.tokens), format.count(longest.line)),
          },
        ]),
    { label: t('Epochs'), text: epochsText(epochs) },
    ...(price === null || price.kind === 'free' ? [] : rateFacts(price.rate, format)),
  ];
}

function tokensText(tokens: CountedTokens, format: Format): string {
  switch (tokens.kind) {
    case 'counting':
      return tokens.progress === null
        ? t('counting…')
        : t('counting: {0} of {1}', format.bytes(tokens.progress.done), format.bytes(tokens.progress.size));
    case 'none':
      return t('counted once a training file is chosen');
    case 'elsewhere':
      return t('unknown: the uploaded file is not in the workspace');
    case 'unknown':
      return t('unknown: the file cannot be read');
    case 'counted': {
      const { total, trained, isExact } = tokens.survey.tokens;
      const all = isExact
        ? format.count(total)
        : t('about {0}, as OpenAI’s models count them', format.count(total));
      return trained === 0 ? all : t('{0}, of which {1} are trained', all, format.count(trained));
    }
  }
}

function priceText(estimate: Estimate, { kind, capabilities }: AskedSource, format: Format): string {
  const { price, tokens } = estimate;
  const own = capabilities.priceEstimate;
  if (own === true) return t('{0} reports it before the job is created', kind);
  if (price?.kind === 'free') return own;
  if (price !== null) return amountText(price, estimate, format);
  return tokens.kind === 'counting' ? t('counting…') : t('unknown. {0}', own);
}

function amountText(
  price: Exclude<Price, { kind: 'free' }>,
  { tokens, epochs }: Estimate,
  format: Format,
): string {
  const { rate } = price;
  if (price.kind === 'hourly')
    return t('{0} for each hour of training', format.price(rate.price, rate.currency));
  const money = format.price(price.amount, rate.currency);
  const isExact = tokens.kind === 'counted' && tokens.survey.tokens.isExact;
  const isCertain = isExact && epochs?.isChosen !== false;
  const amount = isCertain ? money : t('about {0}', money);
  if (price.isPerEpoch || epochs === null) return t('{0} for each epoch', amount);
  const { count } = epochs;
  return count === 1 ? t('{0} for 1 epoch', amount) : t('{0} for {1} epochs', amount, count);
}

function timeText({ shortest, longest, middle, jobs }: ExpectedTime, format: Format): string {
  if (jobs === 1) return t('about {0}, as the last such job took', format.duration(middle));
  return t('{0} to {1}, as {2} such jobs took', format.duration(shortest), format.duration(longest), jobs);
}

function epochsText(epochs: Estimate['epochs']): string {
  if (epochs === null) return t('chosen by the provider');
  return epochs.isChosen
    ? String(epochs.count)
    : t('{0}, which the provider usually chooses for so many rows', epochs.count);
}

function rateFacts(rate: Rate, format: Format): EstimateFact[] {
  const { source, seen } = rate;
  const price = format.price(rate.price, rate.currency);
  return [
    { label: t('Rate'), text: rate.per === 'hour' ? t('{0} an hour', price) : t('{0} for 1M tokens', price) },
    { label: t('Source'), text: source ?? t('your setting {0}', 'fineTuning.prices') },
    ...(seen === null ? [] : [{ label: t('As of'), text: seen }]),
  ];
}
