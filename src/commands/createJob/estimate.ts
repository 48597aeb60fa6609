import { knownRates } from '../../datasets/price/knownRates';
import { type Price, priceOf } from '../../datasets/price/priceOf';
import type { Rate } from '../../datasets/price/rate';
import { usualEpochs } from '../../datasets/price/usualEpochs';
import type { TokenSurvey } from '../../datasets/tokens/survey';
import { type ExpectedTime, expectedTime } from '../../jobs/pastTimes';
import type { JobSource } from '../../jobs/source';
import type { CountingProgress } from '../trainingFiles/tokenCounts';
import type { JobDraft } from './draft';
import { isUnset } from './formFields';

/** The tokens of the training file, as far as they are counted. */
export type CountedTokens =
  | { readonly kind: 'counting'; readonly progress: CountingProgress | null }
  | { readonly kind: 'counted'; readonly survey: TokenSurvey }
  /** No file is chosen, or it is not on this machine, or cannot be read. */
  | { readonly kind: 'none' | 'elsewhere' | 'unknown' };

/** How many rows have so many tokens; null as long as they are not counted. */
export function rowsByTokens(tokens: CountedTokens): ReadonlyMap<number, number> | null {
  return tokens.kind === 'counted' ? tokens.survey.lengths : null;
}

/** What a job needs before it is created: tokens, money, time. */
export interface Estimate {
  readonly tokens: CountedTokens;
  /** Null: nobody knows how many there will be. */
  readonly epochs: { readonly count: number; readonly isChosen: boolean } | null;
  /** Null: unknown. */
  readonly price: Price | null;
  /** Null: no past job says it. */
  readonly time: ExpectedTime | null;
}

type PricedSource = Pick<JobSource, 'address' | 'store' | 'creation'>;

/** @param own rates of the person, which come first */
export function estimateOf(
  draft: JobDraft,
  { address, store, creation }: PricedSource,
  tokens: CountedTokens,
  own: readonly Rate[],
): Estimate {
  const { model, method } = draft;
  const provider = creation.options.id;
  const survey = tokens.kind === 'counted' ? tokens.survey : null;
  const epochs = epochsOf(draft, usualEpochs({ provider, address }, survey?.rows ?? 0));
  const total = survey?.tokens.total ?? null;
  const job = { provider, address, model, method, tokens: total, epochs: epochs?.count ?? null };
  // The local engine counts bytes: its past jobs say nothing of tokens.
  const isTimed = total !== null && epochs !== null && provider !== 'local';
  return {
    tokens,
    epochs,
    price: priceOf(job, [...own, ...knownRates]),
    time: isTimed ? expectedTime(store.all(), model, total * epochs.count) : null,
  };
}

function epochsOf({ hyperparameters }: JobDraft, usual: number | null): Estimate['epochs'] {
  const typed = hyperparameters['n_epochs'] ?? '';
  if (!isUnset(typed)) return chosenEpochs(Number(typed));
  return usual === null ? null : { count: usual, isChosen: false };
}

/** Null: a cloned job or a job file has what is no number of epochs, which the field of it says. */
function chosenEpochs(count: number): Estimate['epochs'] {
  return Number.isFinite(count) && count > 0 ? { count, isChosen: true } : null;
}
