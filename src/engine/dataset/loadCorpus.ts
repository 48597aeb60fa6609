import { stat } from 'node:fs/promises';
import { checkDataset } from '../../datasets/check';
import type { Example } from '../../datasets/example';
import type { DatasetReport } from '../../datasets/report';
import type { Corpus } from '../training/corpus';
import { ByteList } from './byteList';
import { readChunks } from './readChunks';
import { renderExample } from './render';

/** A file was good when it was checked, and is not any more. */
class ChangedDatasetError extends Error {
  override readonly name = 'ChangedDatasetError';
}

/** Reads a file that has been checked. Throws a {@link ChangedDatasetError} where a line is broken now. */
export async function loadCorpus(path: string, method: DatasetReport['method']): Promise<Corpus> {
  // The text is shorter than the JSON around it, with rare exceptions for which the list grows.
  const text = new ByteList((await stat(path)).size);
  const starts = [0];
  const onExample = (example: Example): void => {
    text.append(Buffer.from(renderExample(example), 'utf8'));
    starts.push(text.length);
  };
  const { problems } = await checkDataset(readChunks(path), { method, onExample });
  const first = problems.find(({ severity }) => severity === 'error');
  if (first !== undefined) throw new ChangedDatasetError(`line ${String(first.line)}: ${first.reason}`);
  return { bytes: text.bytes(), starts };
}
