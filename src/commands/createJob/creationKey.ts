import type { JobSource } from '../../jobs/source';
import { type DataFile, isUploadedFromHere } from '../trainingFiles/dataFile';
import { type JobDraft, toRequest, validationFileOf } from './draft';

/**
 * The same for the very same job at the same place, in every window: its data by the files of this machine as they were, if
 * it was uploaded from there, since each upload has another id.
 */
export function creationKey(
  { id, address, creation: { options } }: Pick<JobSource, 'id' | 'address' | 'creation'>,
  draft: JobDraft,
): string {
  const validation = validationFileOf(draft, options);
  const request = toRequest(
    draft,
    options,
    dataKey(draft.trainingFile),
    validation === null ? null : dataKey(validation),
  );
  return JSON.stringify([id, address, request]);
}

function dataKey(file: DataFile | null): string {
  if (file?.kind !== 'uploaded') return file?.uri.toString() ?? '';
  return isUploadedFromHere(file) ? `${file.from.uri.toString()} ${file.from.version}` : file.id;
}
