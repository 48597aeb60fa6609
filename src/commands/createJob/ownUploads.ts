import type { JobSource } from '../../jobs/source';
import type { DataFile } from '../trainingFiles/dataFile';
import type { JobDraft } from './draft';

type UploadedFile = Extract<DataFile, { readonly kind: 'uploaded' }>;

/** A file that was uploaded from this machine, and where it is. */
interface OwnUpload {
  readonly source: JobSource;
  readonly file: UploadedFile;
  /** It is known to be new there, and can be deleted. */
  readonly isDeletable: boolean;
}

/**
 * What creations of one form have uploaded and no job is trained on: who leaves without a job wants none of it left
 * behind.
 */
export class OwnUploads {
  private uploads: readonly OwnUpload[] = [];
  private readonly names = new Set<string>();

  get all(): readonly OwnUpload[] {
    return this.uploads;
  }

  /** Names of files that may have arrived although nobody waited for the response, and were not found. */
  get unconfirmed(): readonly string[] {
    return [...this.names];
  }

  add(upload: OwnUpload): void {
    this.uploads = [...this.uploads, upload];
  }

  addUnconfirmed(name: string): void {
    this.names.add(name);
  }

  /** There is, or may be, a job that is trained on the files of this draft: they stay. */
  release({ trainingFile, validationFile }: JobDraft): void {
    const ids = [trainingFile, validationFile].map((file) => (file?.kind === 'uploaded' ? file.id : null));
    this.uploads = this.uploads.filter(({ file }) => !ids.includes(file.id));
  }

  /** It is deleted. */
  remove(upload: OwnUpload): void {
    this.uploads = this.uploads.filter((each) => each !== upload);
  }

  /** The person was told of them. */
  forgetUnconfirmed(): void {
    this.names.clear();
  }
}
