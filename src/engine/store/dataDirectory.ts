import { access, constants, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { StartError } from '../startError';
import { temporarySuffix } from './ids';

/** Where everything lives below `--data-dir`. */
export class DataDirectory {
  readonly files: string;
  readonly uploads: string;
  readonly jobs: string;
  readonly lock: string;
  readonly apiKey: string;

  constructor(readonly root: string) {
    this.files = path.join(root, 'files');
    this.uploads = path.join(root, 'uploads');
    this.jobs = path.join(root, 'jobs');
    this.lock = path.join(root, 'engine.lock');
    this.apiKey = path.join(root, 'api-key');
  }

  /** Makes what is missing, readable by this user only. Throws a `StartError` where it cannot write. */
  async prepare(): Promise<void> {
    try {
      for (const directory of [this.root, this.files, this.uploads, this.jobs]) {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        await access(directory, constants.W_OK);
      }
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      throw new StartError(`cannot write to the data directory ${this.root} (${code})`, { cause: error });
    }
  }

  /** Removes what a killed engine was in the middle of writing. Only for the holder of the lock. */
  async sweep(): Promise<void> {
    for (const name of await readdir(this.root, { recursive: true })) {
      if (name.endsWith(temporarySuffix))
        await rm(path.join(this.root, name), { recursive: true, force: true });
    }
  }
}
