import type { JobSource } from '../../jobs/source';
import type { App } from '../command';
import type { JobDraft } from '../createJob/draft';
import type { DataFile } from '../trainingFiles/dataFile';
import { withLocalTwin } from '../trainingFiles/localTwin';
import { fileIds } from './formFiles';

/** Looks for the uploaded files of a draft, such as those of a cloned job, in the workspace: once for each of them. */
export class LocatedFiles {
  private readonly end = new AbortController();
  private readonly sought = new Set<string>();

  /** @param onFound is called with the field, the file as it was looked for, and the same with its place */
  constructor(
    private readonly app: App,
    private readonly onFound: (field: string, sought: DataFile, found: DataFile) => void,
  ) {}

  look(draft: JobDraft, source: JobSource): void {
    for (const field of Object.values(fileIds)) {
      const file = draft[field];
      if (file?.kind !== 'uploaded' || file.from !== undefined) continue;
      const key = JSON.stringify([source.id, file.id]);
      if (this.sought.has(key)) continue;
      this.sought.add(key);
      void withLocalTwin(this.app, source, file, this.end.signal).then((found) => {
        if (found !== file && !this.end.signal.aborted) this.onFound(field, file, found);
      });
    }
  }

  dispose(): void {
    this.end.abort();
  }
}
