import { t } from '@vscode/l10n';
import type { Uri } from 'vscode';
import { countText } from '../../api/countText';
import { withoutLines } from '../../datasets/rewrite/drop';
import type { NumberSet } from '../../datasets/rewrite/numberSet';
import { type Likeness, repeatedLines } from '../../datasets/rewrite/repeatedLines';
import type { RowHashes } from '../../datasets/survey/part';
import { withProgress } from '../../platform/cancellation';
import { pickOne } from '../../platform/picks';
import { showInformation, showWarning } from '../../platform/show';
import type { DataSurvey } from '../../shared/dataSurvey';
import type { App, Command } from '../command';
import { toDataFile } from './dataFile';
import { type LinesFile, linesToRewrite } from './linesToRewrite';
import { placesBeside, saveAllNew } from './newFiles';
import { offerNewFile } from './offerNewFile';
import { sayBytes } from './sayBytes';

/** Makes a file beside another one that has all of it but the rows that repeat one before them. */
export const removeRepeatedRows: Command = {
  id: 'fineTuning.removeRepeatedRows',
  failure: t('Removing the repeated rows failed'),
  async run(app, clicked) {
    const lines = await linesToRewrite(
      app,
      clicked,
      t('From which file do you want to remove repeated rows?'),
    );
    if (lines === undefined) return;
    const read = await survey(app, lines);
    if (read === undefined) return;
    const likeness = await chooseLikeness(lines.name, read.survey);
    if (likeness === undefined) return;
    const repeated = repeatedLines(read.hashes, likeness);
    const target = await remove(app, lines, repeated);
    if (target !== undefined) await offerNewFile(app, removedText(lines.name, repeated.size, target), target);
  },
};

interface ReadFile {
  readonly survey: DataSurvey;
  readonly hashes: RowHashes;
}

/** Undefined: the person cancelled. */
function survey(app: App, { file, name, source }: LinesFile): Promise<ReadFile | undefined> {
  return withProgress(t('Reading {0}', name), async (signal, progress) => {
    const onProgress = sayBytes(progress, source.size);
    const { survey: found, hashes } = await app.host.survey(file, { signal, onProgress, withHashes: true });
    return hashes && { survey: found, hashes };
  });
}

/** Undefined: there is nothing to remove, which is said, or the person does not want to. */
async function chooseLikeness(name: string, found: DataSurvey): Promise<Likeness | undefined> {
  const { same, similar, isStopped } = found;
  if (isStopped) {
    void showWarning(t('{0} has too many broken lines. Remove them first.', name));
    return undefined;
  }
  if (same.count + similar.count === 0) {
    void showInformation(t('{0} has no repeated rows.', name));
    return undefined;
  }
  if (similar.count === 0) return 'exact';
  const picked = await pickOne(
    [
      {
        label: t('The same to the last character'),
        description: countText(same.count),
        likeness: 'exact' as const,
      },
      {
        label: t('Also the same but for case, spaces and punctuation'),
        description: countText(same.count + similar.count),
        detail: t('By their texts alone: calls of tools, images and rejected outputs may differ'),
        likeness: 'similar' as const,
      },
    ].filter(({ likeness }) => likeness === 'similar' || same.count > 0),
    { placeHolder: t('Which rows of {0} do you want to remove? The first one of each stays', name) },
  );
  return picked?.likeness;
}

/** Undefined: the person cancelled, and nothing is left behind. */
function remove(app: App, { file, name, source }: LinesFile, repeated: NumberSet): Promise<Uri | undefined> {
  return withProgress(t('Removing repeated rows of {0}', name), async (signal, progress) => {
    const [target] = await placesBeside(file, ['unique']);
    const onProgress = sayBytes(progress, source.size);
    await saveAllNew(app.host, [
      { target, content: withoutLines(source.read(), repeated, { signal, onProgress }) },
    ]);
    return target;
  });
}

function removedText(name: string, removed: number, target: Uri): string {
  const other = toDataFile(target).name;
  return removed === 1
    ? t('Wrote {0}: the rows of {1} without 1 repeated row.', other, name)
    : t('Wrote {0}: the rows of {1} without {2} repeated rows.', other, name, countText(removed));
}
