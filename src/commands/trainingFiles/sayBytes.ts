import { t } from '@vscode/l10n';
import type { ProgressReport } from '../../platform/cancellation';
import { editorFormat } from '../../platform/editorFormat';

/** Says how far the reading of a file is, at each hundredth of it. @param size bytes of the file */
export function sayBytes(progress: ProgressReport, size: number): (bytes: number) => void {
  let said = 0;
  return (bytes) => {
    if (bytes - said < size / 100) return;
    said = bytes;
    progress.say(t('{0} of {1}', editorFormat.bytes(bytes), editorFormat.bytes(size)));
  };
}
