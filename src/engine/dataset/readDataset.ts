import { statSync } from 'node:fs';

import type { Corpus } from '../training/corpus';
import { ByteList } from './byteList';
import { ExampleError } from '../../datasets/example';
import { exampleText, type Method } from './example';
import { LineTooLongError, readLines } from './lines';

/** What is wrong with a line. `line` counts from 1, blank lines included, as an editor does. */
export interface Problem {
  readonly line: number;
  readonly reason: string;
}

/** A file as read: how many examples and bytes of text it has, and what is wrong with it. */
export interface DatasetReport {
  readonly examples: number;
  /** Of the text as the model reads it, not of the file. */
  readonly bytes: number;
  /** The first few; `problemCount` has them all. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
}

/** A report lists this many problems at most. */
const listedProblems = 5;

/** Reads the whole file and reports every broken line; blank lines are passed over. */
export function checkDataset(path: string, method: Method): DatasetReport {
  let examples = 0;
  let bytes = 0;
  let problemCount = 0;
  const problems: Problem[] = [];
  for (const found of readExamples(path, method)) {
    if ('text' in found) {
      examples++;
      bytes += found.text.length;
    } else {
      problemCount++;
      if (problems.length < listedProblems) problems.push(found);
    }
  }
  return { examples, bytes, problems, problemCount };
}

/** Reads a file that has been checked. Throws an `ExampleError` if it has changed for the worse since. */
export function loadCorpus(path: string, method: Method): Corpus {
  // The text is shorter than the JSON around it, but for oddities that make the list grow.
  const text = new ByteList(statSync(path).size);
  const starts = [0];
  for (const found of readExamples(path, method)) {
    if (!('text' in found)) throw new ExampleError(`line ${String(found.line)}: ${found.reason}`);
    text.append(found.text);
    starts.push(text.length);
  }
  return { bytes: text.bytes(), starts };
}

function* readExamples(path: string, method: Method): Generator<{ text: Buffer } | Problem> {
  try {
    for (const { number, bytes } of readLines(path)) {
      if (isBlank(bytes)) continue;
      try {
        yield { text: Buffer.from(exampleText(bytes, method), 'utf8') };
      } catch (error) {
        if (!(error instanceof ExampleError)) throw error;
        yield { line: number, reason: error.message };
      }
    }
  } catch (error) {
    if (!(error instanceof LineTooLongError)) throw error;
    yield { line: error.line, reason: 'it is too long' };
  }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
