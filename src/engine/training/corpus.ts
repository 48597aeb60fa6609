import type { LanguageModel, Score } from './languageModel';

/** A file's examples as one run of bytes; example i is `bytes[starts[i] .. starts[i + 1] - 1]`. */
export interface Corpus {
  readonly bytes: Uint8Array;
  /** One more than there are examples. */
  readonly starts: readonly number[];
}

export function exampleCount(corpus: Corpus): number {
  return corpus.starts.length - 1;
}

/** Where example `index` begins and ends. */
export function exampleRange(corpus: Corpus, index: number): [start: number, end: number] {
  const start = corpus.starts[index];
  const end = corpus.starts[index + 1];
  if (start === undefined || end === undefined) throw new RangeError(`there is no example ${String(index)}`);
  return [start, end];
}

/** The score of several examples together. */
export function scoreExamples(
  corpus: Corpus,
  indices: Iterable<number>,
  scoreOne: (start: number, end: number) => Score,
): Score {
  const total = { loss: 0, correct: 0, count: 0 };
  for (const index of indices) {
    const { loss, correct, count } = scoreOne(...exampleRange(corpus, index));
    total.loss += loss;
    total.correct += correct;
    total.count += count;
  }
  return total;
}

/** The score of the whole file. */
export function scoreCorpus(corpus: Corpus, model: LanguageModel): Score {
  const all = Array.from({ length: exampleCount(corpus) }, (_, index) => index);
  return scoreExamples(corpus, all, (start, end) => model.score(corpus.bytes, start, end));
}
