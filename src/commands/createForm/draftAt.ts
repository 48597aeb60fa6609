import type { JobSource } from '../../jobs/source';
import type { JobDraft } from '../createJob/draft';
import { carryOver } from '../jobFiles/carryOver';
import { type DataFile, isUploadedFromHere, placeOf, toDataFile } from '../trainingFiles/dataFile';

/**
 * A draft for another source: what it takes of what was chosen, and the files that are on this machine where it takes
 * uploads.
 *
 * @param isSameProvider whether it is of the same provider, which has the same base models
 */
export function draftAt(
  { creation: { options }, capabilities }: JobSource,
  earlier: JobDraft,
  { isSameProvider }: { readonly isSameProvider: boolean },
): JobDraft {
  const canUpload = capabilities.upload === true;
  const carried = (file: DataFile | null): DataFile | null => {
    const uri = placeOf(file);
    return uri === null || !canUpload ? null : toDataFile(uri);
  };
  return {
    ...carryOver(earlier, { options, isSameProvider, models: null }).draft,
    trainingFile: carried(earlier.trainingFile),
    validationFile: carried(earlier.validationFile),
  };
}

/** The same draft, of which nothing was uploaded from this machine. */
export function toBeUploaded(draft: JobDraft): JobDraft {
  const again = (file: DataFile | null): DataFile | null =>
    isUploadedFromHere(file) ? toDataFile(file.from.uri) : file;
  return {
    ...draft,
    trainingFile: again(draft.trainingFile),
    validationFile: again(draft.validationFile),
  };
}
