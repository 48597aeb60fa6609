import type { JobSource } from '../../jobs/source';
import type { App } from '../command';
import type { JobDraft } from '../createJob/draft';
import { toDataFile } from '../trainingFiles/dataFile';
import type { OwnUploads } from './ownUploads';

/**
 * Deletes at the provider what was uploaded for a draft from this machine; the draft then names the files here again.
 * Never rejects.
 *
 * @param own the files that were uploaded for it: what was there before stays
 * @returns whether nothing is left there
 */
export async function discardUploads(
  app: App,
  { files, capabilities }: JobSource,
  draft: JobDraft,
  own: OwnUploads,
): Promise<boolean> {
  let isClean = true;
  for (const name of ['trainingFile', 'validationFile'] as const) {
    const file = draft[name];
    if (file?.kind !== 'uploaded' || file.from === undefined || !own.has(file.id)) continue;
    if (capabilities.deleteFile !== true) {
      isClean = false;
      continue;
    }
    try {
      await files.delete(file.id, new AbortController().signal);
      draft[name] = toDataFile(file.from.uri);
    } catch (error) {
      isClean = false;
      app.errors.record('Deleting an uploaded file failed', error);
    }
  }
  return isClean;
}
