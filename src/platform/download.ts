import { t } from '@vscode/l10n';
import { type Uri, window } from 'vscode';
import { decodeResultStream } from '../api/resultFile';
import { withProgress } from './cancellation';
import { editorFormat } from './editorFormat';
import type { Host } from './host';
import { showInformation } from './show';

/** What has the file: a source of jobs. */
interface FileHolder {
  readonly files: { content(fileId: string, signal: AbortSignal): AsyncIterable<Uint8Array> };
}

/** Streams a stored file to disk, a result file decoded, with progress; offers to open it. */
export async function downloadTo(
  target: Uri,
  { files }: FileHolder,
  fileId: string,
  host: Pick<Host, 'save'>,
): Promise<void> {
  const name = target.path.slice(target.path.lastIndexOf('/') + 1);
  const isSaved = await withProgress(t('Saving {0}', name), async (signal, report) => {
    const chunks = counted(decodeResultStream(files.content(fileId, signal)), (bytes) => {
      report.say(editorFormat.bytes(bytes));
    });
    await host.save(chunks, target);
    return true;
  });
  if (isSaved === undefined) return;
  const open = t('Open');
  void showInformation(t('Saved {0}.', name), open).then((chosen) => {
    if (chosen === open) void window.showTextDocument(target);
  });
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  report: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    report(bytes);
    yield chunk;
  }
}
