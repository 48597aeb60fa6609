import * as z from 'zod/mini';
import { amount, reading, text } from './values';

/** Source: `together-ai`, `FineTuningEstimatePriceResponse`. */
export const PriceEstimate = reading(
  z.object({
    estimation_available: z.optional(z.unknown()),
    estimated_total_price: amount,
    estimated_train_token_count: amount,
    estimated_eval_token_count: amount,
    unavailable_reason: text,
    allowed_to_proceed: z.optional(z.unknown()),
    user_limit: amount,
  }),
  (wire) => ({
    /** US dollars; null where the provider cannot say, see `reason`. */
    price: wire.estimation_available === false ? null : wire.estimated_total_price,
    trainingTokens: wire.estimated_train_token_count,
    validationTokens: wire.estimated_eval_token_count,
    /** Why there is no estimate, in the provider's words. */
    reason: wire.unavailable_reason,
    /** False: the account has not enough credit, and the provider is going to cancel such a job. */
    isAffordable: wire.allowed_to_proceed !== false,
    /** The account's limit of credit in US dollars; null where it is not said. */
    limit: wire.user_limit,
  }),
);
export type PriceEstimate = z.infer<typeof PriceEstimate>;
