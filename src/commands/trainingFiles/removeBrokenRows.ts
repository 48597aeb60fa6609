import { t } from '@vscode/l10n';
import type { Uri } from 'vscode';
import { countText } from '../../api/countText';
import type { UploadSource } from '../../api/http/multipart';
import { findBrokenLines } from '../../datasets/rewrite/brokenLines';
import { withoutLines } from '../../datasets/rewrite/drop';
import { withProgress } from '../../platform/cancellation';
import { showInformation, showWarning } from '../../platform/show';
import type { App, Command } from '../command';
import { toDataFile } from './dataFile';
import { fileToRewrite } from './fileToRewrite';
import { isLines } from './isLines';
import { placesBeside, saveAllNew } from './newFiles';
import { offerNewFile } from './offerNewFile';
import { sayBytes } from './sayBytes';

/** What became of the rows of a file. */
interface Removal {
  readonly good: number;
  readonly broken: number;
  /** The new file; null where there was nothing to remove, or nothing would be left. */
  readonly target: Uri | null;
}

/** Makes a file beside another one that has all of it but the lines that are no examples. */
export const removeBrokenRows: Command = {
  id: 'fineTuning.removeBrokenRows',
  failure: t('Removing the broken rows failed'),
  async run(app, clicked) {
    const file = await fileToRewrite(clicked, t('From which file do you want to remove broken rows?'));
    if (file === undefined) return;
    const source = await app.host.openForUpload(file);
    if (!(await isLines(app, file, source))) return;
    const removal = await remove(app, file, source);
    if (removal !== undefined) await report(app, toDataFile(file).name, removal);
  },
};

/** Undefined: the person cancelled, and nothing is left behind. */
function remove(app: App, file: Uri, source: UploadSource): Promise<Removal | undefined> {
  const { name } = toDataFile(file);
  return withProgress(t('Removing broken rows of {0}', name), async (signal, progress): Promise<Removal> => {
    const say = sayBytes(progress, source.size * 2);
    const { broken, good } = await findBrokenLines(source.read(), { signal, onProgress: say });
    if (broken.size === 0 || good === 0) return { good, broken: broken.size, target: null };
    const [target] = await placesBeside(file, ['clean']);
    const onProgress = (bytes: number) => {
      say(source.size + bytes);
    };
    await saveAllNew(app.host, [
      { target, content: withoutLines(source.read(), broken, { signal, onProgress }) },
    ]);
    return { good, broken: broken.size, target };
  });
}

async function report(app: App, name: string, { good, broken, target }: Removal): Promise<void> {
  if (target === null) {
    if (broken === 0) void showInformation(t('{0} has no broken rows.', name));
    else void showWarning(t('All rows of {0} are broken: none would be left.', name));
    return;
  }
  const made = [toDataFile(target).name, name, countText(good)] as const;
  const text =
    broken === 1
      ? t('Wrote {0}: the rows of {1} without 1 broken row. Good rows: {2}.', ...made)
      : t('Wrote {0}: the rows of {1} without {3} broken rows. Good rows: {2}.', ...made, countText(broken));
  await offerNewFile(app, text, target);
}
