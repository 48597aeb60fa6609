import type { Uri } from 'vscode';
import type { FileObject } from '../../api/wire/file';
import type { JobSource } from '../../jobs/source';
import type { RunWork } from '../../platform/cancellation';
import type { App } from '../command';
import { type JobDraft, validationFileOf } from '../createJob/draft';
import { type CountedTokens, rowsByTokens } from '../createJob/estimate';
import { countTokens, uncounted } from '../createJob/estimateStep';
import type { GradedRows } from '../createJob/graderTemplates';
import { placeOf, versionOf } from '../trainingFiles/dataFile';
import { FileCheck } from '../trainingFiles/fileCheck';
import { TokenCounts } from '../trainingFiles/tokenCounts';
import { withLimits } from '../trainingFiles/withLimits';
import { fileIds, fileKey, type FoundInFiles, type Twins } from './formFiles';
import { ChosenRowFields } from './rowFields';
import { ChosenOverlap, type RowOverlap } from './rowOverlap';
import { findTwin, type UploadedTwin } from './uploadedTwin';

const noTwins: Twins = { trainingFile: null, validationFile: null };
const nothingFound: FoundInFiles = { training: null, validation: null };

/** What is read of the files of a draft, as it changes: whether they are fit, and how many tokens they have. */
export class FormFindings {
  /** Shared with the creation, which does not read a file again. */
  readonly check: FileCheck;
  private readonly counts: TokenCounts;
  private readonly rows: ChosenOverlap<Uri>;
  private readonly fields: ChosenRowFields<Uri>;
  private readonly end = new AbortController();
  private foundInFiles = nothingFound;
  private countedTokens: CountedTokens = uncounted;
  private lookedAt = '';
  private foundTwins = noTwins;
  private comparedAt = '';

  /** @param onChange is called when more is known */
  constructor(
    private readonly app: App,
    run: RunWork,
    private readonly onChange: () => void,
  ) {
    this.check = new FileCheck(app, run);
    this.counts = new TokenCounts(app, this.end.signal);
    this.rows = new ChosenOverlap(
      {
        survey: (file, options) => app.host.survey(file, options),
        versionOf,
        record: (error) => {
          app.errors.record('Comparing the rows of two files failed', error);
        },
      },
      onChange,
    );
    this.fields = new ChosenRowFields(
      {
        read: async (file) => (await app.host.openForUpload(file)).read(),
        versionOf,
        record: (error) => {
          app.errors.record('Reading the first rows failed', error);
        },
      },
      onChange,
    );
  }

  /** With what the provider of the source would refuse, or cut off. */
  inFiles({ model, method }: JobDraft, { creation: { options } }: JobSource): FoundInFiles {
    const { training, validation } = this.foundInFiles;
    const purpose = { model, method, options };
    return {
      training: withLimits(training, { use: 'training', ...purpose }, rowsByTokens(this.countedTokens)),
      validation: withLimits(validation, { use: 'validation', ...purpose }, null),
    };
  }

  get twins(): Twins {
    return this.foundTwins;
  }

  /** @param field of a file */
  twinFor(field: string): UploadedTwin | undefined {
    const { trainingFile, validationFile } = this.foundTwins;
    return (field === fileIds.validation ? validationFile : trainingFile) ?? undefined;
  }

  /** Null: nothing is known of it. */
  get overlap(): RowOverlap | null {
    return this.rows.found;
  }

  /** What the rows of the training file have, where a grader may be given them; null: not known. */
  get rowFields(): GradedRows | null {
    return this.fields.found;
  }

  get tokens(): CountedTokens {
    return this.countedTokens;
  }

  /** Looks into the files, unless they are those of the last time. */
  look(draft: JobDraft, source: JobSource): void {
    const { trainingFile, validationFile, method, model } = draft;
    const subject = JSON.stringify([fileKey(trainingFile), fileKey(validationFile), method, source.id]);
    const isSame = subject === this.lookedAt;
    this.lookedAt = subject;
    if (!isSame) {
      this.foundInFiles = nothingFound;
      this.countedTokens = uncounted;
    }
    const isStale = () => this.end.signal.aborted || subject !== this.lookedAt;
    void this.check.summaries(draft, source).then((found) => {
      if (isStale()) return;
      this.foundInFiles = found;
      this.onChange();
    });
    this.rows.look(placeOf(trainingFile), placeOf(validationFileOf(draft, source.creation.options)));
    this.fields.look(source.creation.options.hasGraders === true ? placeOf(trainingFile) : null);
    void countTokens({ trainingFile, model }, this.counts, (tokens) => {
      if (isStale()) return;
      this.countedTokens = tokens;
      this.onChange();
    });
  }

  /** Looks for uploaded files that are the same as those that are chosen. @param stored at the source */
  compare(
    { trainingFile, validationFile }: JobDraft,
    source: JobSource,
    stored: readonly FileObject[],
  ): void {
    const files = { trainingFile, validationFile };
    const keys = Object.values(files).map(fileKey);
    const subject = JSON.stringify([keys, source.id, stored.map(({ id }) => id)]);
    if (subject === this.comparedAt) return;
    this.comparedAt = subject;
    this.foundTwins = noTwins;
    for (const name of ['trainingFile', 'validationFile'] as const) {
      const file = files[name];
      if (file?.kind !== 'local') continue;
      void findTwin(this.app, source, file, stored, this.end.signal).then((twin) => {
        if (this.end.signal.aborted || subject !== this.comparedAt) return;
        this.foundTwins = { ...this.foundTwins, [name]: twin };
        this.onChange();
      });
    }
  }

  dispose(): void {
    this.end.abort();
    this.rows.dispose();
    this.fields.dispose();
  }
}
