import type { JobSource } from '../../jobs/source';
import type { DataFile } from '../trainingFiles/dataFile';
import type { CreationEnd } from './createExactlyOnce';
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

  /**
   * A creation of this draft has ended. Where it found a job that was sent before, such as by another form, that one has
   * files of its own, and the list of jobs names them where the job itself does.
   */
  settle(draft: JobDraft, end: CreationEnd): void {
    const hasOwnFiles = end.kind === 'created' && end.wasThere && end.job.trainingFiles.length > 0;
    if (!hasOwnFiles && (end.kind === 'created' || end.mayExist)) this.release(draft);
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

  /** The person knows of them. */
  forgetUnconfirmed(): void {
    this.names.clear();
  }
}
