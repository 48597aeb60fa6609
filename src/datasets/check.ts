import { ExampleError, type Method, methodOf, readExample } from './example';
import { splitLines } from './lines';

/** What is wrong with a line; it counts from 1. */
export interface LineProblem {
  readonly line: number;
  readonly reason: string;
}

/** A data file as read to its end. */
export interface DatasetReport {
  readonly method: Method;
  /** Lines that are good examples. */
  readonly examples: number;
  /** The first {@link mostListed}; `problemCount` counts them all. */
  readonly problems: readonly LineProblem[];
  readonly problemCount: number;
}

/** OpenAI's own minimum for a training file. */
export const fewestExamples = 10;
export const mostListed = 1_000;

export interface CheckOptions {
  readonly signal?: AbortSignal;
  /** Called with the bytes read so far. */
  readonly onProgress?: (bytes: number) => void;
}

/** Reads a file line by line, never whole, and reports every line that is no example. Blank lines are passed over. */
export async function checkDataset(
  chunks: AsyncIterable<Uint8Array>,
  { signal, onProgress }: CheckOptions = {},
): Promise<DatasetReport> {
  const decoder = utf8();
  const problems: LineProblem[] = [];
  let problemCount = 0;
  let examples = 0;
  let bytesRead = 0;
  let method: Method | null = null;
  for await (const { number, bytes } of splitLines(chunks)) {
    signal?.throwIfAborted();
    bytesRead += bytes.length + 1;
    onProgress?.(bytesRead);
    try {
      const text = decode(decoder, bytes);
      if (text.trim() === '') continue;
      method ??= methodOf(text);
      readExample(text, method);
      examples++;
    } catch (error) {
      if (!(error instanceof ExampleError)) throw error;
      problemCount++;
      if (problems.length < mostListed) problems.push({ line: number, reason: error.message });
    }
  }
  return { method: method ?? 'supervised', examples, problems, problemCount };
}

const utf8 = () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(decoder: ReturnType<typeof utf8>, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new ExampleError('it is not valid UTF-8', { cause });
  }
}

/** What keeps a provider from taking the file, in one sentence; null: nothing that could be seen. */
export function datasetProblem(
  { examples, problemCount, problems }: DatasetReport,
  fewest = fewestExamples,
): string | null {
  const [first] = problems;
  if (first !== undefined) {
    const count = problemCount === 1 ? '1 broken line' : `${String(problemCount)} broken lines`;
    return `${count}, the first is line ${String(first.line)}: ${first.reason}`;
  }
  if (examples >= fewest) return null;
  return `${String(examples)} ${examples === 1 ? 'example' : 'examples'}, and providers want at least ${String(fewest)}`;
}
