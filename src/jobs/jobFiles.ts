import type { FineTuningClient } from '../api/client';
import type { FileReference } from '../api/file';
import type { FineTuningJob } from '../api/job';
import { decodeResultFile } from '../api/resultFile';
import type { FileFacts } from './fileFacts';
import type { Parts } from './parts';
import { readAll } from './readAll';
import { hasEnded } from './status';

/** Bytes of a result file that a page still draws; larger ones can be opened and saved. */
const largestResult = 64 * 1024 * 1024;

/** The files of one job: what they are called, and the text of its results. */
export class JobFiles {
  /** Decoded text by file id. */
  readonly results = new Map<string, string>();
  private readonly facts = new Map<string, FileFacts>();

  constructor(private readonly parts: Parts) {}

  get all(): readonly FileFacts[] {
    return [...this.facts.values()];
  }

  /** Asks what the job's files are called, where that is not known yet. */
  async fetchFacts(
    client: FineTuningClient,
    { trainingFiles, validationFiles, resultFiles }: FineTuningJob,
    signal: AbortSignal,
  ): Promise<void> {
    const roles: readonly [FileFacts['role'], readonly FileReference[]][] = [
      ['training', trainingFiles],
      ['validation', validationFiles],
      ['result', resultFiles],
    ];
    for (const [role, references] of roles) {
      for (const reference of references) await this.fetchFact(client, role, reference, signal);
    }
  }

  private async fetchFact(
    client: FineTuningClient,
    role: FileFacts['role'],
    { id, filename, bytes }: FileReference,
    signal: AbortSignal,
  ): Promise<void> {
    if ((this.facts.get(id)?.filename ?? null) !== null) return;
    this.facts.set(id, { id, role, filename, bytes });
    const what = `file ${id}`;
    if (filename !== null || client.capabilities.files !== true || this.parts.hasFailedForGood(what)) return;
    const file = await this.parts.fetch(what, () => client.files.retrieve(id, { signal }), signal);
    if (file !== undefined) this.facts.set(id, { id, role, filename: file.filename, bytes: file.bytes });
  }

  /** Fetches the results of a job that has ended; yields the ids of those that came now. */
  async *fetchResults(
    client: FineTuningClient,
    job: FineTuningJob,
    signal: AbortSignal,
  ): AsyncGenerator<string, void, undefined> {
    if (client.capabilities.resultFiles !== true || !hasEnded(job.status)) return;
    for (const { id, bytes } of job.resultFiles) {
      const what = `result file ${id}`;
      const isTooLarge = (this.facts.get(id)?.bytes ?? bytes ?? 0) > largestResult;
      if (this.results.has(id) || isTooLarge || this.parts.hasFailedForGood(what)) continue;
      const read = async () =>
        (await decodeResultFile(await readAll(client.files.content(id, { signal }), largestResult), signal))
          .text;
      const text = await this.parts.fetch(what, read, signal);
      if (text === undefined) continue;
      this.results.set(id, text);
      yield id;
    }
  }
}
