import { t } from '@vscode/l10n';
import type { Uri } from 'vscode';
import { countText } from '../../api/countText';
import type { NumberSet } from '../../datasets/rewrite/numberSet';
import { printRows } from '../../datasets/rewrite/rowPrints';
import { countRepeats, drawAlikeTogether, drawRows, partOf } from '../../datasets/rewrite/split';
import { withProgress } from '../../platform/cancellation';
import { showInformation, showWarning } from '../../platform/show';
import type { App, Command } from '../command';
import { toDataFile } from './dataFile';
import { type LinesFile, linesToRewrite } from './linesToRewrite';
import { placesBeside, saveAllNew } from './newFiles';
import { openAll } from './openAll';
import { sayBytes } from './sayBytes';
import { askSplit, type SplitWish } from './splitSteps';

/** What was read of a file before it is split. */
interface Counted {
  readonly rows: number;
  readonly prints: Float64Array | null;
  readonly repeats: number | null;
}

/** Makes a training and a validation file from one, both beside it, and offers a job with both. */
export const splitTrainingFile: Command = {
  id: 'fineTuning.splitTrainingFile',
  failure: t('Splitting the file failed'),
  async run(app, clicked) {
    const lines = await linesToRewrite(app, clicked, t('Which file do you want to split?'));
    if (lines === undefined) return;
    const counted = await count(lines);
    if (counted === undefined) return;
    const { name } = lines;
    if (counted.rows < 2) {
      void showWarning(t('{0} has fewer than 2 rows: there is nothing to split.', name));
      return;
    }
    const wish = await askSplit({ name, ...counted });
    if (wish === undefined) return;
    const result = await split(app, lines, counted, wish);
    if (result !== undefined) await report(app, name, counted.rows, result);
  },
};

function count({ name, source }: LinesFile): Promise<Counted | undefined> {
  return withProgress(t('Reading {0}', name), async (signal, progress): Promise<Counted> => {
    const onProgress = sayBytes(progress, source.size);
    const { rows, prints } = await printRows(source.read(), { signal, onProgress });
    return { rows, prints, repeats: prints && (await countRepeats(prints, signal)) };
  });
}

interface Split {
  /** Rows. */
  readonly validation: number;
  /** Null: nothing was written, since no rows could be drawn. */
  readonly files: readonly [training: Uri, validation: Uri] | null;
}

/** Undefined: the person cancelled, and nothing is left behind. */
function split(
  app: App,
  { file, name, source }: LinesFile,
  counted: Counted,
  wish: SplitWish,
): Promise<Split | undefined> {
  return withProgress(t('Splitting {0}', name), async (signal, progress): Promise<Split> => {
    const drawn = await draw(counted, wish, signal);
    if (drawn.size === 0) return { validation: 0, files: null };
    const files = await placesBeside(file, ['training', 'validation']);
    const say = sayBytes(progress, source.size * 2);
    const contentOf = (part: 'training' | 'validation', readBefore: number) =>
      partOf(source.read(), drawn, part, {
        signal,
        onProgress: (bytes) => {
          say(readBefore + bytes);
        },
      });
    await saveAllNew(app.host, [
      { target: files[0], content: contentOf('training', 0) },
      { target: files[1], content: contentOf('validation', source.size) },
    ]);
    return { validation: drawn.size, files };
  });
}

function draw(
  { rows, prints, repeats }: Counted,
  { validation, seed, keepsTogether }: SplitWish,
  signal: AbortSignal,
): Promise<NumberSet> {
  const how = { wanted: validation, seed, signal };
  return keepsTogether && prints !== null && repeats !== 0
    ? drawAlikeTogether(prints, how)
    : drawRows(rows, how);
}

async function report(app: App, name: string, rows: number, { validation, files }: Split): Promise<void> {
  if (files === null) {
    void showWarning(t('All rows of {0} are alike: they cannot be kept together and split.', name));
    return;
  }
  const [training, other] = files;
  const [create, open] = [t('Create Job…'), t('Open Files')];
  const chosen = await showInformation(
    t(
      'Split {0}. Rows for training: {1}, in {2}. Rows for validation: {3}, in {4}.',
      name,
      countText(rows - validation),
      toDataFile(training).name,
      countText(validation),
      toDataFile(other).name,
    ),
    ...[create, open],
  );
  if (chosen === create) await app.run('fineTuning.createJob', training, undefined, other);
  if (chosen === open) await openAll(app, files);
}
