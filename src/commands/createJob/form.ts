import { l10n } from 'vscode';
import type { Account } from '../../jobs/account';
import { type Choice, choose, runSteps } from '../../platform/steps';
import type { App } from '../command';
import { askDataFile } from './dataFiles';
import type { JobDraft } from './draft';
import { listBaseModels } from './models';
import { type ReviewChoice, askMethod, askNumber, askSuffix, review } from './review';

type Outcome = 'next' | 'back' | 'cancel' | 'skip';

const totalSteps = 4;

/** The quick-pick steps that fill a draft. Each returns how the person left it. */
export class JobForm {
  private readonly title = l10n.t('Create Fine-Tuning Job');
  private readonly models: Promise<readonly Choice<string>[]>;

  constructor(
    private readonly app: App,
    private readonly account: Account,
    private readonly draft: JobDraft,
  ) {
    this.models = listBaseModels(app, account);
  }

  /** Asks for what is missing, then shows the review. Returns whether the person said to create the job. */
  fill(): Promise<boolean> {
    const { model, trainingFile } = this.draft;
    const isClone = trainingFile !== null && model !== '';
    return runSteps([
      ...(trainingFile === null ? [(canGoBack: boolean) => this.askTrainingFile(canGoBack)] : []),
      ...(isClone ? [] : [(canGoBack: boolean) => this.askValidationFile(canGoBack)]),
      ...(isClone ? [] : [(canGoBack: boolean) => this.askModel(canGoBack)]),
      (canGoBack) => this.review(canGoBack),
    ]);
  }

  private async askTrainingFile(canGoBack: boolean): Promise<Outcome> {
    const answer = await askDataFile(this.app, this.account, {
      title: this.title,
      step: 1,
      totalSteps,
      canGoBack,
      placeholder: l10n.t('Training file: JSON lines, one example each'),
      isOptional: false,
      current: this.draft.trainingFile,
    });
    if (answer.kind !== 'value') return answer.kind;
    this.draft.trainingFile = answer.value;
    return 'next';
  }

  private async askValidationFile(canGoBack: boolean): Promise<Outcome> {
    if (this.account.dialect.capabilities.validationFile !== true) return 'skip';
    const answer = await askDataFile(this.app, this.account, {
      title: this.title,
      step: 2,
      totalSteps,
      canGoBack,
      placeholder: l10n.t('Validation file: shows whether the model learns or only memorizes'),
      isOptional: true,
      current: this.draft.validationFile,
    });
    if (answer.kind !== 'value') return answer.kind;
    this.draft.validationFile = answer.value;
    return 'next';
  }

  private async askModel(canGoBack: boolean): Promise<Outcome> {
    const { model } = this.draft;
    const answer = await choose<string>({
      title: this.title,
      step: 3,
      totalSteps,
      canGoBack,
      placeholder: l10n.t('Base model: choose one, or type its name'),
      choices: model === '' ? [] : [{ label: model, description: l10n.t('chosen'), value: model }],
      more: this.models.then((choices) => choices.filter(({ value }) => value !== model)),
      typed: (text) => ({ label: text, description: l10n.t('use this name'), value: text }),
    });
    if (answer.kind !== 'value') return answer.kind;
    this.draft.model = answer.value;
    return 'next';
  }

  private async review(canGoBack: boolean): Promise<Outcome> {
    for (;;) {
      const frame = { title: this.title, step: 4, totalSteps, canGoBack };
      const answer = await review(this.draft, this.account, frame);
      if (answer.kind !== 'value') return answer.kind;
      if (answer.value === 'create') return 'next';
      await this.change(answer.value);
    }
  }

  /** Changes one line of the review; however the person leaves it, the review is next. */
  private async change(choice: Exclude<ReviewChoice, 'create'>): Promise<void> {
    switch (choice) {
      case 'trainingFile':
        await this.askTrainingFile(true);
        return;
      case 'validationFile':
        await this.askValidationFile(true);
        return;
      case 'model':
        await this.askModel(true);
        return;
      case 'method':
        await askMethod(this.draft, this.account, this.title);
        return;
      case 'suffix':
        await askSuffix(this.draft, this.account.dialect.longestSuffix, this.title);
        return;
      default:
        await askNumber(this.draft, choice, this.title);
    }
  }
}
