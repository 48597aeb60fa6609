import { t } from '@vscode/l10n';
import { ThemeIcon, type Uri } from 'vscode';
import { countText } from '../../api/countText';
import type { UploadSource } from '../../api/http/multipart';
import { Converted, convertRows } from '../../datasets/rewrite/convert/convertRows';
import { lookAtSource, type SourceLook, sourceRows } from '../../datasets/rewrite/convert/sourceRows';
import { withProgress } from '../../platform/cancellation';
import { pickOne } from '../../platform/picks';
import { showInformation, showWarning } from '../../platform/show';
import type { App, Command } from '../command';
import { type ConvertTarget, nameOfKind, targetsFor } from './convertTargets';
import { toDataFile } from './dataFile';
import { fileToRewrite } from './fileToRewrite';
import { askToLeaveOut, showRefused } from './leaveOut';
import { placesBeside, saveAllNew } from './newFiles';
import { openAll } from './openAll';
import { sayBytes } from './sayBytes';

/** Makes a file of another format from one, beside it, with all rows that have an exact counterpart. */
export const convertTrainingFile: Command = {
  id: 'fineTuning.convertTrainingFile',
  failure: t('Converting the file failed'),
  async run(app, clicked) {
    const file = await fileToRewrite(app, clicked, t('Which file do you want to convert?'), true);
    if (file === undefined) return;
    const { name } = toDataFile(file);
    const source = await app.host.openForUpload(file);
    const look = await withProgress(t('Reading {0}', name), (signal) =>
      lookAtSource(() => source.read(), signal),
    );
    const target = look && (await choose(name, look));
    if (look === undefined || target === undefined) return;
    const result = await convert(app, file, source, look, target);
    if (result !== undefined) await report(app, file, result);
  },
};

async function choose(name: string, { kind }: SourceLook): Promise<ConvertTarget | undefined> {
  const items = targetsFor(kind).map((target) => ({
    label: target.name,
    description: target.about,
    iconPath: new ThemeIcon('json'),
    target,
  }));
  const placeHolder =
    kind === null
      ? t('{0}: what do you want it to become?', name)
      : t('{0}: {1}. What do you want them to become?', name, nameOfKind(kind));
  return (await pickOne(items, { title: t('Convert Training File'), placeHolder, matchOnDescription: true }))
    ?.target;
}

interface Conversion {
  readonly converted: Converted;
  /** The new file; null where the person did not want it, or no row would be in it. */
  readonly target: Uri | null;
  /** Whether they want to see what was refused. */
  readonly wantsRefused: boolean;
}

/** Undefined: the person cancelled, and nothing is left behind. */
function convert(
  app: App,
  file: Uri,
  source: UploadSource,
  { isList }: SourceLook,
  { part, convert: convertOne }: ConvertTarget,
): Promise<Conversion | undefined> {
  return withProgress(
    t('Converting {0}', toDataFile(file).name),
    async (signal, progress): Promise<Conversion> => {
      const converted = new Converted();
      const onProgress = sayBytes(progress, source.size);
      const rows = sourceRows(source.read(), isList, { signal, onProgress });
      const [target] = await placesBeside(file, [part], isList ? '.jsonl' : undefined);
      try {
        const content = convertRows(rows, convertOne, converted);
        await saveAllNew(app.host, [{ target, content: ifWanted(content, file, converted) }]);
        return { converted, target, wantsRefused: false };
      } catch (error) {
        if (!(error instanceof NotWanted)) throw error;
        return { converted, target: null, wantsRefused: error.wantsRefused };
      }
    },
  );
}

/** The new file is not to be there. */
class NotWanted extends Error {
  override readonly name = 'NotWanted';

  constructor(readonly wantsRefused: boolean) {
    super();
  }
}

/** Asks at the end what is to become of rows that were refused, before the file gets its name. */
async function* ifWanted(
  content: AsyncIterable<Uint8Array>,
  file: Uri,
  converted: Converted,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* content;
  const decision = converted.refused === 0 ? converted.rows > 0 : await askToLeaveOut(file, converted);
  if (decision !== true) throw new NotWanted(decision === 'show');
}

async function report(app: App, file: Uri, { converted, target, wantsRefused }: Conversion): Promise<void> {
  const { name } = toDataFile(file);
  if (wantsRefused) await showRefused(file, converted);
  if (target === null) {
    if (converted.rows + converted.refused === 0) void showWarning(t('{0} has no rows.', name));
    return;
  }
  const [create, open] = [t('Create Job…'), t('Open File')];
  const made = [name, toDataFile(target).name] as const;
  const chosen = await showInformation(
    converted.rows === 1
      ? t('Converted 1 row of {0}: it is in {1}.', ...made)
      : t('Converted {2} rows of {0}: they are in {1}.', ...made, countText(converted.rows)),
    ...[create, open],
  );
  if (chosen === create) await app.run('fineTuning.createJob', target);
  if (chosen === open) await openAll(app, [target]);
}
