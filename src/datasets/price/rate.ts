import type { DialectId } from '../../api/connection';
import type { MethodType } from '../../api/dialects/dialect';

/** What training costs. */
export interface Rate {
  /** Of which provider's jobs; left out: of any. */
  readonly provider?: DialectId;
  /** The provider's own domain: a server elsewhere that speaks like it has other prices. Left out: anywhere. */
  readonly domain?: string;
  /** The name of the base model; `*` stands for anything. */
  readonly model: string;
  /** The most parameters that the model may have, in billions, by its name. */
  readonly maxBillions?: number;
  /** Left out: for every method. */
  readonly methods?: readonly MethodType[];
  readonly price: number;
  /** ISO 4217. */
  readonly currency: string;
  /** Of what the price is: a million tokens, each counted once an epoch, or an hour of training. */
  readonly per: RateUnit;
  /** Where it stands: an address, or what the person calls it. Null: nobody said so. */
  readonly source: string | null;
  /** The day on which it stood there, as `2026-08-05`. Null: nobody said so. */
  readonly seen: string | null;
}

export const rateUnits = ['millionTokens', 'hour'] as const;
type RateUnit = (typeof rateUnits)[number];

/** What a rate is looked for by. */
export interface PricedJob {
  readonly provider: DialectId;
  /** Where its server is; null: where the provider always is. */
  readonly address: string | null;
  readonly model: string;
  readonly method: MethodType;
}

/** The first rate that is for such a job; null: none is. */
export function rateFor(job: PricedJob, rates: readonly Rate[]): Rate | null {
  const model = baseOf(job.model);
  return (
    rates.find(
      (rate) =>
        (rate.provider === undefined || rate.provider === job.provider) &&
        (rate.methods === undefined || rate.methods.includes(job.method)) &&
        (rate.domain === undefined || isAt(job.address, rate.domain)) &&
        isLike(model, rate.model.toLowerCase()) &&
        (rate.maxBillions === undefined || (billionsOf(model) ?? Infinity) <= rate.maxBillions),
    ) ?? null
  );
}

/** Training goes on from a fine-tuned model at the price of its base model: `ft:gpt-4o-mini-2024-07-18:acme::id`. */
function baseOf(model: string): string {
  const [, base] = /^ft:([^:]+)/.exec(model) ?? [];
  return (base ?? model).toLowerCase();
}

/** Whether a server is the provider’s own. @param address null: where the provider always is */
export function isAt(address: string | null, domain: string): boolean {
  if (address === null) return true;
  if (!URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  return hostname === domain || hostname.endsWith(`.${domain}`);
}

function isLike(name: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

/** The parameters of a model in billions, as its name says: 8 of `llama-v3p1-8b`, 30 of `qwen3-30b-a3b`, 0.6 of `0p6b`. */
function billionsOf(model: string): number | null {
  const [, billions] = /(?<![a-z\d.])(\d+(?:[p.]\d+)?)b(?![a-z\d])/.exec(model) ?? [];
  return billions === undefined ? null : Number(billions.replace('p', '.'));
}
