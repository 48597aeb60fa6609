import { t } from '@vscode/l10n';
import type { FineTuningClient } from '../../api/client';
import { countText } from '../../api/countText';
import { backgroundInterval } from '../../api/paging/pageReader';
import { readAll } from '../../api/readAll';
import { decodeResultFile } from '../../api/resultFile';
import { Slices } from '../../api/slices';
import type { FileReference } from '../../api/wire/file';
import type { FineTuningJob } from '../../api/wire/job';
import { type MetricsTable, readResultCsv } from '../../metrics/resultCsv';
import type { FileFacts } from '../../shared/fileFacts';
import { hasEnded } from '../../shared/statuses';
import type { Part, PartialFetches } from './partialFetches';

/** Bytes of results that are read, all files together: their text is in memory at once, for a while. */
const maxResultBytes = 64 * 1024 * 1024;
const tooLarge = t(
  'a page draws 64 MB of results, and with it there would be more; “Save Result Files…” saves it',
);
/** Result files that a page draws, files of a role that it lists, and names that it asks for. */
const maxResults = 20;
const maxListed = 200;
const maxNames = 50;
/** Requests that do not wait for each other. */
const maxAtOnce = 6;
/** Milliseconds that reading a result may take, however lively the server is. */
const resultDeadline = 300_000;

/** A result file that has been read. */
export interface ReadResult {
  readonly fileId: string;
  readonly table: MetricsTable;
}

/** The files of one job: what they are called, and what its results report. */
export class JobFiles {
  /** Ids of the results that have been read. */
  private readonly read = new Set<string>();
  private readonly facts = new Map<string, FileFacts>();
  private readonly named = new Set<string>();
  private resultBytes = 0;
  private requests = 0;
  private requestedAt = -Infinity;

  constructor(private readonly parts: PartialFetches) {}

  /** What is left out because there is too much of it, in sentences. */
  problemsOf({ trainingFiles, validationFiles, resultFiles }: FineTuningJob): string[] {
    const results = resultFiles.length;
    const lists = [trainingFiles, validationFiles, resultFiles];
    const unlisted = lists.reduce((sum, { length }) => sum + Math.max(0, length - maxListed), 0);
    return [
      results > maxResults
        ? t('Only the first {0} of {1} result files are drawn.', maxResults, countText(results))
        : null,
      unlisted > 0 ? t('{0} more files are not listed.', countText(unlisted)) : null,
      this.named.size === maxNames &&
      this.all.some(({ id, filename }) => filename === null && !this.named.has(id))
        ? t('Only the names of {0} files are fetched.', maxNames)
        : null,
    ].filter((problem) => problem !== null);
  }

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
      for (const reference of references.slice(0, maxListed))
        await this.fetchFact(client, role, reference, signal);
    }
  }

  private async fetchFact(
    client: FineTuningClient,
    role: FileFacts['role'],
    { id, filename, bytes }: FileReference,
    signal: AbortSignal,
  ): Promise<void> {
    if ((this.facts.get(id)?.filename ?? null) !== null) return;
    const part: Part = { kind: 'file', id };
    const unnamed = (): FileFacts => ({
      ...{ id, role, filename, bytes },
      ...(this.parts.hasFoundNone(part) ? { isGone: true } : {}),
    });
    this.facts.set(id, unnamed());
    if (filename !== null || !canRetrieve(client) || this.parts.hasFailedForGood(part)) return;
    if (!this.named.has(id) && this.named.size >= maxNames) return;
    this.named.add(id);
    await this.keepPace(client, signal);
    const file = await this.parts.fetch(part, () => client.files.retrieve(id, { signal }), signal);
    this.facts.set(
      id,
      file === undefined ? unnamed() : { id, role, filename: file.filename, bytes: file.bytes },
    );
  }

  /** Fetches the results of a job that has ended; yields those that came now. */
  async *fetchResults(
    client: FineTuningClient,
    job: FineTuningJob,
    signal: AbortSignal,
  ): AsyncGenerator<ReadResult, void, undefined> {
    if (client.capabilities.resultFiles !== true || !hasEnded(job.status)) return;
    for (const { id, bytes } of job.resultFiles.slice(0, maxResults)) {
      const part: Part = { kind: 'result', id };
      if (this.read.has(id) || this.parts.hasFailedForGood(part)) continue;
      const size = this.facts.get(id)?.bytes ?? bytes ?? 0;
      const table = await this.parts.fetch(part, () => this.readResult(client, id, size, signal), signal);
      if (table === undefined) continue;
      this.read.add(id);
      yield { fileId: id, table };
    }
  }

  private async readResult(
    client: FineTuningClient,
    id: string,
    size: number,
    signal: AbortSignal,
  ): Promise<MetricsTable> {
    const left = maxResultBytes - this.resultBytes;
    if (size > left || left <= 0) throw new RangeError(tooLarge);
    await this.keepPace(client, signal);
    const content = client.files.content(id, { signal, deadline: resultDeadline });
    const bytes = await readAll(content, left, tooLarge);
    this.resultBytes += bytes.length;
    const { text } = await decodeResultFile(bytes, signal);
    return readResultCsv(text, new Slices(signal));
  }

  /** The first requests go at once; many leave the server time in between. */
  private async keepPace({ clock }: FineTuningClient, signal: AbortSignal): Promise<void> {
    const rest = this.requestedAt + backgroundInterval - clock.monotonic();
    if (this.requests >= maxAtOnce && rest > 0) await clock.sleep(rest, signal);
    this.requests++;
    this.requestedAt = clock.monotonic();
  }
}

/** Some list files, and have no address for one of them. */
function canRetrieve({ capabilities, dialect }: FineTuningClient): boolean {
  return capabilities.files === true && dialect.routes.file !== undefined;
}
