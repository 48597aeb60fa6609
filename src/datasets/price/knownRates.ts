import type { Rate } from './rate';

/** Preferences are priced as supervised data is. Source: OpenAI’s help, “Billing guide for the Reinforcement Fine Tuning API”. */
const openai = {
  provider: 'openai',
  domain: 'openai.com',
  methods: ['supervised', 'dpo'],
  currency: 'USD',
  per: 'millionTokens',
  source: 'https://platform.openai.com/docs/pricing',
  seen: '2026-08-05',
} as const;

const fireworks = {
  provider: 'fireworks',
  domain: 'fireworks.ai',
  model: '*',
  maxBillions: 16,
  currency: 'USD',
  per: 'millionTokens',
  source: 'https://fireworks.ai/pricing',
  seen: '2026-09-09',
} as const;

const vertex = {
  provider: 'vertex',
  domain: 'googleapis.com',
  methods: ['supervised'],
  currency: 'USD',
  per: 'millionTokens',
  source: 'https://cloud.google.com/vertex-ai/generative-ai/pricing',
  seen: '2026-08-05',
} as const;

/**
 * What training costs where the provider publishes one price for everyone, as far as it was read there. Azure’s prices
 * differ by region and kind of training; Together, which has its own estimate, and those that bill by the minute of a
 * machine are not in it. The first one that fits holds.
 */
export const knownRates: readonly Rate[] = [
  { ...openai, model: 'gpt-4.1-mini*', price: 5 },
  { ...openai, model: 'gpt-4.1-nano*', price: 1.5 },
  { ...openai, model: 'gpt-4.1-2*', price: 25 },
  { ...openai, model: 'gpt-4.1', price: 25 },
  { ...openai, model: 'gpt-4o-mini*', price: 3 },
  { ...openai, model: 'gpt-4o-2*', price: 25 },
  { ...openai, model: 'gpt-4o', price: 25 },
  { ...openai, model: 'gpt-3.5-turbo*', price: 8 },
  { ...openai, model: 'davinci-002', price: 6 },
  { ...openai, model: 'babbage-002', price: 0.4 },
  { ...openai, model: 'o4-mini*', methods: ['reinforcement'], price: 100, per: 'hour' },
  // With LoRA, which is how Fireworks trains unless something else is chosen.
  { ...fireworks, methods: ['supervised'], price: 0.5 },
  { ...fireworks, methods: ['dpo'], price: 1 },
  { ...vertex, model: 'gemini-2.0-flash-lite*', price: 1 },
  { ...vertex, model: 'gemini-2.0-flash*', price: 3 },
];
