import { t } from '@vscode/l10n';
import { Uri, window, workspace } from 'vscode';
import { decodeResultStream } from '../api/resultFile';
import { withProgress } from './cancellation';
import { editorFormat } from './editorFormat';
import { FreeNames, toFileName } from './fileName';
import { unlessGone } from './goneFileError';
import type { Host } from './host';
import { showInformation } from './show';

/** What has files: a source of jobs. */
interface FileHolder {
  readonly files: {
    content(fileId: string, signal: AbortSignal): AsyncIterable<Uint8Array>;
    retrieve(fileId: string, signal: AbortSignal): Promise<{ readonly filename: string }>;
  };
}

/** Streams a stored file to disk, a result file decoded, with progress; offers to open it. */
export async function downloadTo(
  target: Uri,
  { files }: FileHolder,
  fileId: string,
  host: Pick<Host, 'save'>,
): Promise<void> {
  const content = (signal: AbortSignal) => decodeResultStream(files.content(fileId, signal));
  if (!(await unlessGone(fileId, isSaved(target, content, host, null)))) return;
  const open = t('Open');
  void showInformation(t('Saved {0}.', nameOf(target)), open).then((chosen) => {
    if (chosen === open) void window.showTextDocument(target);
  });
}

/** Streams to disk what no editor shows, with progress. @param size bytes; null: unknown */
export async function saveTo(
  target: Uri,
  content: Content,
  host: Pick<Host, 'save'>,
  size: number | null,
): Promise<void> {
  if (await isSaved(target, content, host, size)) void showInformation(t('Saved {0}.', nameOf(target)));
}

/** What is saved. Its reading ends when the signal is aborted. */
type Content = (signal: AbortSignal) => AsyncIterable<Uint8Array>;

/** False where the person cancelled. */
async function isSaved(
  target: Uri,
  content: Content,
  host: Pick<Host, 'save'>,
  size: number | null,
): Promise<boolean> {
  const saved = await withProgress(t('Saving {0}', nameOf(target)), async (signal, report) => {
    const chunks = counted(content(signal), (done) => {
      const bytes = editorFormat.bytes(done);
      report.say(size === null ? bytes : t('{0} of {1}', bytes, editorFormat.bytes(size)));
    });
    await host.save(chunks, target);
    return true;
  });
  return saved === true;
}

function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Streams stored files, as they are, into a new folder of this name in one that the person chooses. */
export async function downloadInto(
  name: string,
  { files }: FileHolder,
  fileIds: readonly string[],
  host: Pick<Host, 'save'>,
): Promise<void> {
  const [parent] =
    (await window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      title: t('Where do you want to save the weights?'),
      openLabel: t('Save Here'),
    })) ?? [];
  if (parent === undefined) return;
  const folder = await newFolder(parent, toFileName(name));
  const saved = await withProgress(t('Saving the weights'), async (signal, report) => {
    const names = new FreeNames();
    for (const [at, id] of fileIds.entries()) {
      const { filename } = await files.retrieve(id, signal);
      const target = names.take(toFileName(filename.split('/').at(-1) ?? id));
      const chunks = counted(files.content(id, signal), (bytes) => {
        const place = t('{0} of {1}', at + 1, fileIds.length);
        report.say(`${place} · ${target} · ${editorFormat.bytes(bytes)}`);
      });
      await host.save(chunks, Uri.joinPath(folder, target));
    }
    return true;
  });
  if (saved !== undefined) void showInformation(t('Saved the weights in {0}.', folder.fsPath));
}

/** Below `parent`: what is there already is not written over. */
async function newFolder(parent: Uri, name: string): Promise<Uri> {
  const there = await workspace.fs.readDirectory(parent);
  const folder = Uri.joinPath(parent, new FreeNames(there.map(([each]) => each)).take(name));
  await workspace.fs.createDirectory(folder);
  return folder;
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
