import { t } from '@vscode/l10n';
import { takesValidationFile } from '../../api/dialects/takesValidationFile';
import type { JobSource } from '../../jobs/source';
import { type Choice, choose, runSteps, type StepFrame, type StepsOutcome } from '../../platform/steps';
import type { App } from '../command';
import type { FileCheck } from '../trainingFiles/fileCheck';
import { TokenCounts } from '../trainingFiles/tokenCounts';
import { listBaseModels, noBaseModels } from './baseModelChoices';
import { askTrainingFile, askValidationFile } from './dataFiles';
import {
  beginWith,
  type JobDraft,
  missingEvaluations,
  missingNumbers,
  missingSetting,
  problemWithSuffix,
  repeatedOf,
  wandbOf,
} from './draft';
import { entriesOf, hyperparameterId, settingId, suffixId, wandbId } from './entries';
import { showEstimate } from './estimateStep';
import { askEntry, review, type ReviewChoice, showGrader } from './review';
import { tunedHere } from './tunedModelChoices';
import { askWandbKey } from './wandb';

type Step = (frame: StepFrame) => Promise<StepsOutcome>;

interface FormFrame {
  readonly title: string;
  /** Whether something was asked before the form. */
  readonly canLeaveBack: boolean;
  /** Creates what the review shows; `back`: it did not, and the review is next. */
  readonly create: () => Promise<StepsOutcome>;
}

/** The quick-pick steps that fill a draft. Each returns how the person left it. */
export class JobForm {
  private models = noBaseModels;
  /** Undefined: nobody needs them yet. */
  private allModels: Promise<void> | undefined;
  /** Of the step that is on screen. */
  private showModels: () => void = () => undefined;
  private readonly end = new AbortController();
  private readonly counts: TokenCounts;
  private hasAskedForEvaluations = false;

  constructor(
    private readonly app: App,
    private readonly source: JobSource,
    private readonly draft: JobDraft,
    private readonly check: FileCheck,
    private readonly about: FormFrame,
  ) {
    this.counts = new TokenCounts(app, this.end.signal);
    if (draft.model === '') void this.listModels();
  }

  private listModels(): Promise<void> {
    return (this.allModels ??= listBaseModels(this.app, this.source, this.end.signal, (models) => {
      this.models = models;
      this.showModels();
    }));
  }

  /** Asks for what is missing, shows the review, and creates. `next`: it did; `back`: to what was asked before. */
  async fill(): Promise<StepsOutcome> {
    try {
      return await this.runSteps();
    } finally {
      this.end.abort();
    }
  }

  private runSteps(): Promise<StepsOutcome> {
    const { model, trainingFile, validationFile } = this.draft;
    const takesValidation =
      validationFile === null && takesValidationFile(this.source.creation.options, this.draft.method);
    const steps: Step[] = [
      ...(trainingFile === null ? [this.askTrainingFile.bind(this)] : []),
      ...(model === '' && takesValidation ? [this.askValidationFile.bind(this)] : []),
      ...(model === '' ? [this.askModel.bind(this)] : []),
      this.review.bind(this),
    ];
    const numbered = (index: number) =>
      steps.length > 1 ? { step: index + 1, totalSteps: steps.length } : {};
    return runSteps([
      ...steps.map((step, index) => (hasEarlier: boolean) => {
        const canGoBack = hasEarlier || this.about.canLeaveBack;
        return step({ ...this.frame, ...numbered(index), canGoBack });
      }),
      this.about.create,
    ]);
  }

  /** Of a step that was reached from the review: however the person leaves it, the review is next. */
  private get frame(): StepFrame {
    return { title: this.about.title, canGoBack: true };
  }

  private askTrainingFile(frame: StepFrame): Promise<StepsOutcome> {
    return askTrainingFile(this.app, this.source, this.draft, frame);
  }

  private askValidationFile(frame: StepFrame): Promise<StepsOutcome> {
    return askValidationFile(this.app, this.source, this.draft, frame);
  }

  private async askModel(frame: StepFrame): Promise<StepsOutcome> {
    const { model } = this.draft;
    const chosen = model === '' ? [] : [{ label: model, description: t('chosen'), value: model }];
    const answer = await choose<string>({
      ...frame,
      placeholder: noBaseModels.placeholder,
      choices: chosen,
      later: async (_, show) => {
        const isOther = ({ value }: Choice<string>) => value !== model;
        const choices = () => {
          const tuned = this.models.tuned.filter(isOther);
          return [
            ...chosen,
            ...this.models.choices.filter(isOther),
            ...(tuned.length > 0 ? [{ separator: tunedHere }, ...tuned] : []),
          ];
        };
        this.showModels = () => {
          show(choices(), this.models.placeholder);
        };
        this.showModels();
        await this.listModels();
        return choices();
      },
      typed: (text) => ({ label: text, description: t('use this name'), value: text }),
    });
    if (answer.kind !== 'value') return answer.kind;
    const isTuned = this.models.tuned.some(({ value }) => value === answer.value);
    beginWith(this.draft, answer.value, this.source.creation.options, { isTuned });
    return 'next';
  }

  private async review(frame: StepFrame): Promise<StepsOutcome> {
    const data = { check: this.check, counts: this.counts };
    for (let last: ReviewChoice = 'create'; ;) {
      const answer = await review(this.draft, this.source, data, frame, last);
      if (answer.kind !== 'value') return answer.kind;
      if (answer.value === 'create' && (await this.askNumbers())) continue;
      const change = answer.value === 'create' ? this.missing() : answer.value;
      if (change === null) return 'next';
      await this.change(change);
      last = change;
    }
  }

  /** Asks for numbers that the provider wants, one after the other. */
  private async askNumbers(): Promise<boolean> {
    const missing = missingNumbers(this.draft, this.source.creation.options);
    for (const field of missing) if (!(await this.askFor(hyperparameterId(field)))) break;
    return missing.length > 0;
  }

  /** What has to be asked for before the job is created; evaluations once: who leaves them out then wants it so. */
  private missing(): ReviewChoice | null {
    const { options } = this.source.creation;
    const takesSuffix = options.capabilities.suffix === true;
    if (takesSuffix && problemWithSuffix(this.draft.suffix, options) !== null) return suffixId;
    const setting = missingSetting(this.draft, options);
    if (setting !== null) return settingId(setting);
    if (this.hasAskedForEvaluations) return null;
    const missing = missingEvaluations(this.draft, options);
    this.hasAskedForEvaluations = missing !== null;
    return missing === null ? null : hyperparameterId(missing);
  }

  private async change(choice: ReviewChoice): Promise<void> {
    switch (choice) {
      case 'saveFile':
        await this.app.run('fineTuning.saveJobFile', {
          draft: { ...this.draft, repeated: repeatedOf(this.draft, this.source.creation.options) },
          connection: this.source.name,
        });
        return;
      case 'estimate':
        await showEstimate(this.draft, this.source, this.counts, this.about.title);
        return;
      case 'trainingFile':
        await this.askTrainingFile(this.frame);
        return;
      case 'validationFile':
        await this.askValidationFile(this.frame);
        return;
      case 'model':
        await this.askModel(this.frame);
        return;
      case 'grader':
        await showGrader(this.draft, this.about.title);
        return;
      default:
        await this.askFor(choice);
    }
  }

  /** Whether it was answered. @param id of an entry */
  private async askFor(id: string): Promise<boolean> {
    const { options } = this.source.creation;
    const { title } = this.about;
    const entry = entriesOf(this.draft, options).find((each) => each.id === id);
    if (entry === undefined || !(await askEntry(entry, title))) return false;
    const isNewKey =
      id === wandbId && wandbOf(this.draft, options) !== null && options.needsWandbKey === true;
    if (isNewKey) await askWandbKey(this.app, title);
    return true;
  }
}
