import { t } from '@vscode/l10n';
import { type Uri, workspace } from 'vscode';
import type { UploadSource } from '../../api/http/multipart';
import { type RangedFile, RowFile } from '../../datasets/rowFile';
import { editorFormat } from '../../platform/editorFormat';
import type { Host } from '../../platform/host';

/** Bytes of a file that is kept in memory as long as its page is open. */
const maxBytesInMemory = 256 * 1024 * 1024;

/** Opens a file to read its rows. Rejects with the reason, for people, where that cannot be done. */
export async function openRows(host: Host, file: Uri): Promise<RowFile> {
  if (host.readsWhole(file)) await checkSize(file);
  const source = await host.openForUpload(file);
  if (!isRanged(source)) throw new TypeError('every host can read parts of a file');
  return new RowFile(source);
}

async function checkSize(file: Uri): Promise<void> {
  const { size } = await workspace.fs.stat(file);
  const maximum = editorFormat.bytes(maxBytesInMemory);
  if (size > maxBytesInMemory)
    throw new RangeError(t('Here a file can only be read as a whole, and then {0} are the maximum', maximum));
}

function isRanged(source: UploadSource): source is UploadSource & RangedFile {
  return source.slice !== undefined;
}
