import { t } from '@vscode/l10n';
import type { Uri } from 'vscode';
import { countText } from '../../api/countText';
import { findBrokenLines } from '../../datasets/rewrite/brokenLines';
import { onlyLines } from '../../datasets/rewrite/drop';
import { withProgress } from '../../platform/cancellation';
import { showInformation, showWarning } from '../../platform/show';
import type { App, Command } from '../command';
import { toDataFile } from './dataFile';
import { type LinesFile, linesToRewrite } from './linesToRewrite';
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

/** Makes a file beside another one that has all of it but the lines that are no examples: broken and blank ones. */
export const removeBrokenRows: Command = {
  id: 'fineTuning.removeBrokenRows',
  failure: t('Removing the broken rows failed'),
  async run(app, clicked) {
    const lines = await linesToRewrite(app, clicked, t('From which file do you want to remove broken rows?'));
    if (lines === undefined) return;
    const removal = await remove(app, lines);
    if (removal !== undefined) await report(app, lines.name, removal);
  },
};

/** Undefined: the person cancelled, and nothing is left behind. */
function remove(app: App, { file, name, source }: LinesFile): Promise<Removal | undefined> {
  return withProgress(t('Removing broken rows of {0}', name), async (signal, progress): Promise<Removal> => {
    const say = sayBytes(progress, source.size * 2);
    const { broken, good } = await findBrokenLines(source.read(), { signal, onProgress: say });
    if (broken.size === 0 || good.size === 0) return { good: good.size, broken: broken.size, target: null };
    const [target] = await placesBeside(file, ['clean']);
    const onProgress = (bytes: number) => {
      say(source.size + bytes);
    };
    const content = onlyLines(source.read(), good, { signal, onProgress });
    await saveAllNew(app.host, [{ target, content }]);
    return { good: good.size, broken: broken.size, target };
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
