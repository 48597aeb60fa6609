import { t } from '@vscode/l10n';
import { isCancelled } from '../../api/http/errors';
import type { JsonObject } from '../../api/wire/values';
import type { SourceGraders } from '../../jobs/source';
import { type FormNote, type FormTrial, stopTrial } from '../../shared/createFormProtocol';
import type { Format } from '../../shared/format';
import { referenceAnswer } from './firstRow';
import { noteOfRun } from './graderRunNote';

const checkId = 'checkGrader';
const runId = 'runGrader';

/** A grader that is to be tried. */
export interface TriedGrader {
  readonly grader: JsonObject;
  readonly graders: SourceGraders;
  /** The answer that is to be scored; empty: the one that the row has. */
  readonly sample: string;
  /** The first row of the training file. Null: it has none. */
  readonly row: (signal: AbortSignal) => Promise<JsonObject | null>;
}

interface Surroundings {
  readonly format: Format;
  /** An error in words. */
  readonly failureText: (error: unknown) => string;
  /** More is known. */
  readonly onChange: () => void;
}

/** Tries a grader at its provider, before there is a job: nothing is created there. */
export class GraderBench {
  private work: { readonly title: string; readonly end: AbortController } | null = null;
  private outcome: FormNote | null = null;

  constructor(private readonly around: Surroundings) {}

  get trial(): FormTrial {
    return {
      buttons: [
        { id: checkId, label: t('Check Grader') },
        { id: runId, label: t('Run on a Row') },
      ],
      work: this.work?.title ?? null,
      outcome: this.outcome,
    };
  }

  /** What the button of that id does. Never rejects. */
  async press(button: string, tried: TriedGrader | null): Promise<void> {
    if (button === stopTrial) this.forget();
    else if (this.work !== null) return;
    else if (tried === null) this.end({ level: 'warning', text: t('Fill in the grader first') });
    else if (button === checkId) await this.run(t('Checking the grader'), (signal) => check(tried, signal));
    else if (button === runId)
      await this.run(t('Running the grader on the first row of the training file'), (signal) =>
        score(tried, this.around.format, signal),
      );
  }

  /** Ends what goes on, and what came of the last trial: it was of another grader. */
  forget(): void {
    this.work?.end.abort();
    this.work = null;
    this.end(null);
  }

  private async run(title: string, work: (signal: AbortSignal) => Promise<FormNote>): Promise<void> {
    const end = new AbortController();
    const { signal } = end;
    this.work = { title, end };
    this.end(null);
    const note = await work(signal).catch((error: unknown): FormNote | null =>
      isCancelled(error, signal) ? null : { level: 'error', text: this.around.failureText(error) },
    );
    if (signal.aborted) return;
    this.work = null;
    this.end(note);
  }

  private end(outcome: FormNote | null): void {
    this.outcome = outcome;
    this.around.onChange();
  }
}

async function check({ grader, graders }: TriedGrader, signal: AbortSignal): Promise<FormNote> {
  await graders.validate(grader, signal);
  return { level: 'good', text: t('The provider takes this grader') };
}

async function score(tried: TriedGrader, format: Format, signal: AbortSignal): Promise<FormNote> {
  const { grader, graders } = tried;
  const item = await tried.row(signal);
  if (item === null) return { level: 'warning', text: t('The training file has no row that can be read') };
  const sample = tried.sample === '' ? referenceAnswer(grader, item) : tried.sample;
  if (sample === null)
    return { level: 'warning', text: t('Write an answer to score: the row has none that the grader names') };
  return noteOfRun(await graders.run({ grader, item, sample }, signal), format);
}
