import { t } from '@vscode/l10n';
import { showWarning } from '../../platform/show';
import type { App } from '../command';
import { type LeftFiles, leftText } from './leftFiles';

/** Says what may be at a provider although nobody wants it there, and leads to the view of its files. */
export async function showLeft(app: Pick<App, 'run'>, left: LeftFiles): Promise<void> {
  const text = leftText(left);
  if (text === null) return;
  const show = t('Show Files');
  if ((await showWarning(text, show)) === show) await app.run('fineTuning.files.focus');
}
