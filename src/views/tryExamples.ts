import { t } from '@vscode/l10n';
import { decodeResultStream } from '../api/resultFile';
import type { FineTuningJob } from '../api/wire/job';
import { previewOf } from '../datasets/preview';
import { tryExampleOf } from '../datasets/tryExample';
import type { JobSource } from '../jobs/source';
import { withProgress } from '../platform/cancellation';
import { pickOne } from '../platform/picks';
import { showInformation } from '../platform/show';
import type { TryExample } from '../shared/tryProtocol';
import { canBeSent } from './fromTryPage';
import { exampleFile } from './tryFacts';

/** Lines of a file that are offered, and bytes of one: a prompt may be a whole document. */
const maxExamples = 5;
const maxExampleLength = 500_000;

/** One of the first lines of a job's data; undefined: the person cancelled, or there is none. */
export async function pickExample(source: JobSource, job: FineTuningJob): Promise<TryExample | undefined> {
  const found = exampleFile(job);
  if (found === null) return undefined;
  const { id } = found.file;
  const name = source.store.fileName(found.file);
  const preview = await withProgress(t('Reading {0}', name), (signal) =>
    previewOf(decodeResultStream(source.files.content(id, signal)), maxExamples, maxExampleLength),
  );
  if (preview === undefined) return undefined;
  const rows = preview === 'archive' ? [] : preview.rows;
  const items = rows.flatMap((row) => itemOf(tryExampleOf(row)));
  if (items.length > 0)
    return (await pickOne(items, { placeHolder: t('Which prompt of {0}?', name) }))?.example;
  void showInformation(t('The first lines of {0} have no prompt.', name));
  return undefined;
}

function itemOf(example: TryExample | null) {
  if (example === null || !canBeSent(example)) return [];
  const { prompt, expected } = example;
  return [{ label: prompt, ...(expected === null ? {} : { detail: expected }), example }];
}
