import * as z from 'zod/mini';
import { dialectIds } from '../../api/connection';
import { type Rate, rateUnits } from './rate';

/**
 * An entry of the setting `fineTuning.prices`.
 *
 * @internal for a test that compares it with the manifest
 */
export const OwnRate = z.object({
  model: z.string().check(z.minLength(1)),
  provider: z.optional(z.enum(dialectIds)),
  method: z.optional(z.enum(['supervised', 'dpo', 'reinforcement'])),
  price: z.number().check(z.gte(0)),
  currency: z.optional(z.string()),
  per: z.optional(z.enum(rateUnits)),
  source: z.optional(z.string()),
  seen: z.optional(z.string()),
});

/** The rates that a person has set. An entry with a mistake is left out: the editor of settings marks it. */
export function ownRates(setting: unknown): readonly Rate[] {
  if (!Array.isArray(setting)) return [];
  return setting.flatMap((entry: unknown): Rate[] => {
    const { data } = OwnRate.safeParse(entry);
    if (data === undefined) return [];
    const { model, provider, method, price, currency = 'USD', per = 'millionTokens', source, seen } = data;
    return [
      {
        model,
        ...(provider === undefined ? {} : { provider }),
        ...(method === undefined ? {} : { methods: [method] }),
        ...{ price, currency, per },
        source: source ?? null,
        seen: seen ?? null,
      },
    ];
  });
}
