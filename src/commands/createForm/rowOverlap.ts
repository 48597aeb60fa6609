import { t } from '@vscode/l10n';
import type { RowHashes } from '../../datasets/survey/part';
import type { FileSurvey } from '../../datasets/survey/survey';
import type { SurveyOptions } from '../../datasets/survey/surveyChunks';

/** How many rows of a training file are in its validation file too. */
export interface RowOverlap {
  /** To the byte. */
  readonly same: number;
  /** But for case, white space and punctuation. */
  readonly similar: number;
}

/** What is to be said of it below the validation file; null: nothing. */
export function overlapText({ same, similar }: RowOverlap): string | null {
  if (same + similar === 0) return null;
  const alike =
    similar === 1
      ? t('1 row of the training file is in it but for case, spaces and punctuation')
      : t('{0} rows of the training file are in it but for case, spaces and punctuation', similar);
  if (same === 0) return alike;
  const exact =
    same === 1
      ? t('1 row of the training file is in it too')
      : t('{0} rows of the training file are in it too', same);
  if (similar === 0) return exact;
  return similar === 1
    ? t('{0}, and 1 but for case, spaces and punctuation', exact)
    : t('{0}, and {1} but for case, spaces and punctuation', exact, similar);
}

/** What a file is called by: the same for the same file. */
interface Place {
  toString(): string;
}

/** How files are read. */
export interface OverlapReading<File extends Place> {
  readonly survey: (file: File, options: SurveyOptions) => Promise<FileSurvey>;
  /** Another text after each change of the file. Rejects where there is none. */
  readonly versionOf: (file: File) => Promise<string>;
  /** Notes what went wrong. */
  readonly record: (error: unknown) => void;
}

/**
 * The overlap of the two files that are chosen, counted in the background: again after one of them was changed, and
 * given up when another one is chosen.
 */
export class ChosenOverlap<File extends Place> {
  private subject = '';
  private version = '';
  private work = new AbortController();
  private counted: RowOverlap | null = null;

  /** @param onChange is called when more is known */
  constructor(
    private readonly reading: OverlapReading<File>,
    private readonly onChange: () => void,
  ) {}

  /** Null: it is not known, or there are no two files of this machine. */
  get found(): RowOverlap | null {
    return this.counted;
  }

  /** Counts the overlap of these files, unless it is known. Null: there is no such file on this machine. */
  look(training: File | null, validation: File | null): void {
    const subject = JSON.stringify([training, validation].map(String));
    if (subject !== this.subject) this.begin(subject, '');
    if (training !== null && validation !== null) void this.count(subject, training, validation);
  }

  dispose(): void {
    this.begin('', '');
  }

  private begin(subject: string, version: string): AbortSignal {
    this.work.abort();
    this.work = new AbortController();
    this.subject = subject;
    this.version = version;
    this.counted = null;
    return this.work.signal;
  }

  /** Never rejects: what keeps a file from being read is reported when it is needed. */
  private async count(subject: string, training: File, validation: File): Promise<void> {
    let signal: AbortSignal | undefined;
    try {
      const version = (await Promise.all([training, validation].map(this.reading.versionOf))).join();
      if (subject !== this.subject || version === this.version) return;
      signal = this.begin(subject, version);
      const counted = await countOverlap(this.reading.survey, training, validation, signal);
      if (signal.aborted) return;
      this.counted = counted;
      this.onChange();
    } catch (error) {
      if (signal?.aborted !== true) this.reading.record(error);
    }
  }
}

async function countOverlap<File extends Place>(
  survey: OverlapReading<File>['survey'],
  training: File,
  validation: File,
  signal: AbortSignal,
): Promise<RowOverlap | null> {
  const { overlapOf } = await import('../../datasets/survey/overlap');
  const hashesOf = async (file: File): Promise<RowHashes | undefined> =>
    (await survey(file, { signal, withHashes: true })).hashes;
  const [rows, others] = [await hashesOf(training), await hashesOf(validation)];
  if (rows === undefined || others === undefined) return null;
  const { same, similar } = overlapOf(rows, others);
  return { same: same.count, similar: similar.count };
}
