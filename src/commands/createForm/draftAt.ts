import type { JobSource } from '../../jobs/source';
import { emptyDraft, type JobDraft } from '../createJob/draft';
import { type DataFile, placeOf, toDataFile } from '../trainingFiles/dataFile';

/** A draft for another source: of what was chosen, the files that are on this machine, where it takes uploads. */
export function draftAt({ creation, capabilities }: JobSource, earlier: JobDraft): JobDraft {
  const canUpload = capabilities.upload === true;
  const carried = (file: DataFile | null): DataFile | null => {
    const uri = placeOf(file);
    return uri === null || !canUpload ? null : toDataFile(uri);
  };
  return {
    ...emptyDraft(creation.options.methods[0]),
    trainingFile: carried(earlier.trainingFile),
    validationFile: carried(earlier.validationFile),
  };
}

/** The same draft, of which nothing was uploaded from this machine. */
export function toBeUploaded(draft: JobDraft): JobDraft {
  const again = (file: DataFile | null): DataFile | null =>
    file?.kind === 'uploaded' && file.from !== undefined ? toDataFile(file.from.uri) : file;
  return {
    ...draft,
    trainingFile: again(draft.trainingFile),
    validationFile: again(draft.validationFile),
  };
}
