import type { MethodType } from './dialect';
import type { Uploads } from './uploads';

/** What a provider documents of the data that it trains on; what it does not document is not limited here. */
export interface DataLimit {
  /** Of what: examples of a file, bytes of a file, or tokens of one example. */
  readonly of: 'examples' | 'bytes' | 'tokens';
  /** Of which file; left out: of both. */
  readonly file?: DataFileUse;
  /** With fewer no job is trained. */
  readonly least?: number;
  /** With fewer a job is trained, and the provider advises against it. */
  readonly recommended?: number;
  /** More are refused; of tokens: more are cut off, or not taken. Of bytes left out: what can be uploaded. */
  readonly most?: number;
  /** Tokens over `most` are cut off from the end; left out: the provider does not say what becomes of them. */
  readonly isCut?: true;
  /** The methods that it is for; left out: all of them. */
  readonly methods?: readonly MethodType[];
  /** The base models that it is for, as their names begin, up to what a version adds; left out: for all of them. */
  readonly models?: readonly string[];
  /** Where it stands; null: it is our own. */
  readonly page: string | null;
  /** The day on which it was read there, as `2026-11-27`. */
  readonly seen: string | null;
}

export type DataFileUse = 'training' | 'validation';

/** Examples that OpenAI, Azure and the local engine train at least. */
export const usualLeastExamples = 10;

/** Tokens of an example that GPT-4o and its smaller one are trained on; what is behind them is cut off. */
export const gptExampleTokens = 65_536;

/** What a dialect documents, and the largest file that can be uploaded. */
export function limitsOf({
  dataLimits = [],
  uploads: { maxBytes },
}: {
  readonly dataLimits?: readonly DataLimit[];
  readonly uploads: Uploads;
}): readonly DataLimit[] {
  const isOfUpload = ({ of, most }: DataLimit) => of === 'bytes' && most === undefined;
  const upload: DataLimit = { of: 'bytes', page: null, seen: null };
  const isDocumented = dataLimits.some(({ of, file }) => of === 'bytes' && file === undefined);
  const all = isDocumented || maxBytes === 0 ? dataLimits : [...dataLimits, upload];
  return all.map((limit) => (isOfUpload(limit) ? { ...limit, most: maxBytes } : limit));
}

/** The fewest examples of a training file that a provider takes: 1 where it documents none. */
export function leastExamples(limits: readonly DataLimit[] = []): number {
  return (
    limits.find(({ of, file, least }) => of === 'examples' && file !== 'validation' && least)?.least ?? 1
  );
}

/**
 * Whether a limit is for a base model, or for what was trained from it: `gpt-4o-mini`, `gpt-4o-mini-2024-07-18`,
 * `ft:gpt-4o-mini-2024-07-18:acme::id`, `publishers/google/models/gemini-2.5-flash`.
 */
export function isForModel({ models }: DataLimit, model: string): boolean {
  if (models === undefined) return true;
  const name = model.toLowerCase().replace(/^ft:/, '').replace(/^.*\//, '');
  return models.some((each) => name.startsWith(each) && /^(?:$|:|[-@]\d)/.test(name.slice(each.length)));
}
