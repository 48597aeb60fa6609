import { t } from '@vscode/l10n';
import { Uri, type WebviewPanel } from 'vscode';
import type { JobSource } from '../../jobs/source';
import { DisposableOwner } from '../../platform/disposables';
import { editorFormat } from '../../platform/editorFormat';
import { toFailure } from '../../platform/failures';
import { openPriceSettings } from '../../platform/settings';
import type { FormNote, FormSection, FromCreateForm, ToCreateForm } from '../../shared/createFormProtocol';
import type { App } from '../command';
import { ableSources } from '../connections/chooseSource';
import { listBaseModels, noBaseModels } from '../createJob/baseModelChoices';
import { createDrafted, type CreatingOutcome } from '../createJob/creating';
import { askTrainingFile, askValidationFile } from '../createJob/dataFiles';
import type { JobDraft } from '../createJob/draft';
import { entriesOf } from '../createJob/entries';
import { estimateNow } from '../createJob/estimateStep';
import { estimateRows } from '../createJob/estimateText';
import { whatHappens } from '../createJob/whatHappens';
import { toDataFile } from '../trainingFiles/dataFile';
import { CreationRun } from './creationRun';
import { discardUploads } from './discardUploads';
import { draftAt } from './draftAt';
import { fileFields, fileIds, fileOfKey, listFiles, noFiles } from './formFiles';
import { FormFindings } from './formFindings';
import { connectionId, fieldOfEvaluations, firstProblem, modelId, sectionsOf } from './formSections';
import { FromCreateFormMessage } from './fromCreateForm';

/** What a form begins with. */
export interface FormStart {
  readonly source: JobSource;
  readonly draft: JobDraft;
  readonly title: string;
}

/**
 * A page that creates a job: the same draft as the quick picks fill, by the same rules. What was entered stays while
 * nobody looks, until the page is closed; that ends a creation under way.
 */
export class CreateFormPage extends DisposableOwner {
  private isReady = false;
  private source: JobSource;
  private draft: JobDraft;
  private readonly title: string;
  private models = noBaseModels;
  private files = noFiles;
  private refused = new Map<string, string>();
  private isTried = false;
  private hasNamedEvaluations = false;
  private work: ToCreateForm['work'] = null;
  private outcome: FormNote | null = null;
  private focus: ToCreateForm['focus'] = null;
  private wasCancelled = false;
  /** Ends the lists of the source that is chosen. */
  private listing = new AbortController();
  private readonly creation = new CreationRun((work) => {
    if (this.work === null || this.work.isEnding) return;
    this.work = { ...work, isEnding: false };
    this.post();
  });
  private readonly findings: FormFindings;

  constructor(
    private readonly app: App,
    private readonly panel: WebviewPanel,
    { source, draft, title }: FormStart,
  ) {
    super();
    this.source = source;
    this.draft = draft;
    this.title = title;
    this.findings = this.own(new FormFindings(app, this.creation.run, () => this.post()));
    this.own(panel.webview.onDidReceiveMessage((message: unknown) => void this.receive(message)));
    this.own(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.isReady = false; // its script ends; when shown again it says `ready`
      }),
    );
    this.own(app.sources.onDidChange(() => this.post()));
    this.own({
      dispose: () => {
        this.isReady = false;
        this.listing.abort();
        this.cancel();
        this.creation.cancel();
      },
    });
    panel.onDidDispose(() => this.dispose());
    this.list();
    this.look();
  }

  /** Never rejects. */
  private async receive(raw: unknown): Promise<void> {
    const parsed = FromCreateFormMessage.safeParse(raw);
    if (!parsed.success) {
      this.app.errors.record('A page sent something unknown', parsed.error);
      return;
    }
    try {
      await this.handle(parsed.data);
    } catch (error) {
      this.app.errors.show(t('The action failed'), error);
    }
  }

  private async handle(message: FromCreateForm): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.isReady = true;
        this.post();
        return;
      case 'cancel':
        this.cancel();
        return;
      case 'prices':
        await openPriceSettings();
        return;
      case 'create':
        await this.create();
        return;
      case 'set':
        this.change(() => this.set(message.field, message.value));
        return;
      case 'drop':
        this.change(() => this.setFile(message.field, toDataFile(Uri.parse(message.uri))));
        return;
      case 'more': {
        if (this.work !== null) return;
        const frame = { title: this.title, canGoBack: false };
        const ask = message.field === fileIds.validation ? askValidationFile : askTrainingFile;
        await ask(this.app, this.source, this.draft, frame);
        this.change(() => undefined);
      }
    }
  }

  /** Changes the draft, unless a job is being created of it. */
  private change(act: () => void): void {
    if (this.work !== null) return;
    this.outcome = null;
    this.focus = null;
    act();
    this.look();
    this.post();
  }

  private set(field: string, value: string): void {
    if (field === connectionId) this.setConnection(value);
    else if (field === modelId) this.draft.model = value.trim();
    else if (field === fileIds.training || field === fileIds.validation)
      this.setFile(field, fileOfKey(value, this.files, this.draft));
    else this.setEntry(field, value);
  }

  private setFile(field: string, file: JobDraft['trainingFile'] | undefined): void {
    if (file === undefined) return;
    if (field === fileIds.validation) this.draft.validationFile = file;
    else this.draft.trainingFile = file;
  }

  /** What cannot be taken is kept beside the draft, with what is wrong with it. */
  private setEntry(field: string, value: string): void {
    const entry = entriesOf(this.draft, this.source.creation.options).find(({ id }) => id === field);
    if (entry === undefined) return;
    const text = value.trim();
    const isTaken =
      entry.kind === 'typed'
        ? entry.problemWith(text) === null
        : entry.choices.some((choice) => choice.value === value);
    this.refused.delete(field);
    if (isTaken) entry.set(text);
    else if (entry.kind === 'typed') this.refused.set(field, value);
  }

  /** What was chosen at another connection may not be there: but for the files of this machine, the form begins again. */
  private setConnection(id: string): void {
    const source = this.connections.find((each) => each.id === id);
    if (source === undefined || source === this.source) return;
    this.draft = draftAt(source, this.draft);
    this.source = source;
    this.refused = new Map();
    this.isTried = false;
    this.list();
  }

  private get connections(): readonly JobSource[] {
    const able = ableSources(this.app, ['create']);
    return able.includes(this.source) ? able : [this.source, ...able];
  }

  /** Lists the models and the files of the source, as they come. */
  private list(): void {
    this.listing.abort();
    const { signal } = (this.listing = new AbortController());
    this.models = noBaseModels;
    this.files = noFiles;
    void listBaseModels(this.app, this.source, signal, (models) => {
      if (signal.aborted) return;
      this.models = models;
      this.post();
    });
    void listFiles(this.app, this.source, signal).then(
      (files) => {
        if (signal.aborted) return;
        this.files = files;
        this.post();
      },
      (error: unknown) => this.app.errors.record('Listing the data files failed', error),
    );
  }

  /** Looks into the files, as far as they changed. */
  private look(): void {
    this.findings.look(this.draft, this.source);
  }

  /** Goes to what is missing or wrong, else creates the job. */
  private async create(): Promise<void> {
    if (this.work !== null) return;
    this.outcome = null;
    this.isTried = true;
    const field = firstProblem(this.sections)?.id ?? this.unnamedEvaluations();
    if (field !== null) {
      this.focus = { field, at: Date.now() };
      this.post();
      return;
    }
    this.work = { title: t('Checking the files'), detail: '', isEnding: false };
    this.wasCancelled = false;
    this.creation.reset();
    this.post();
    const outcome = await createDrafted(this.app, this.source, this.draft, {
      ...{ check: this.findings.check, title: this.title, run: this.creation.run },
    });
    this.creation.reset();
    if (outcome.kind === 'created') {
      this.work = null;
      this.panel.dispose();
      return;
    }
    this.outcome = await this.settle(outcome);
    this.work = null;
    this.look();
    this.post();
  }

  /** Once: who leaves them out then wants it so. */
  private unnamedEvaluations(): string | null {
    if (this.hasNamedEvaluations) return null;
    const field = fieldOfEvaluations(this.draft, this.source.creation.options);
    this.hasNamedEvaluations = field !== null;
    return field;
  }

  /** What became of a creation that made no job, as far as that is known. */
  private async settle(outcome: Exclude<CreatingOutcome, { kind: 'created' }>): Promise<FormNote | null> {
    if (outcome.kind === 'failed') {
      this.app.errors.record(t('Creating the job failed'), outcome.error);
      const { summary, advice } = toFailure(outcome.error);
      const text = advice === null ? `${summary}.` : `${summary}. ${advice}`;
      return { level: 'error', text: t('The job was not created: {0}', text) };
    }
    if (outcome.mayExist)
      return {
        level: 'warning',
        text: t('The job may have been created: look at the list of jobs before you create it again.'),
      };
    if (!this.wasCancelled) return null;
    const isClean = await discardUploads(this.app, this.source, this.draft);
    return isClean
      ? { level: 'info', text: t('Cancelled: there is no job, and no file that was uploaded for it.') }
      : {
          level: 'warning',
          text: t('Cancelled: there is no job, but a file that was uploaded stays there.'),
        };
  }

  private cancel(): void {
    if (this.work === null || this.work.isEnding) return;
    this.wasCancelled = true;
    this.work = { ...this.work, isEnding: true };
    this.creation.cancel();
    this.post();
  }

  private get sections(): readonly FormSection[] {
    const { draft, source, models, refused, isTried, files } = this;
    return sectionsOf({
      ...{ draft, refused, isTried, options: source.creation.options, kind: source.kind },
      models: { choices: models.choices, hint: this.modelHint },
      connection: { id: source.id, all: this.connections },
      files: fileFields(draft, source, files, this.findings.inFiles, isTried),
    });
  }

  /** That the list is cut, where it is. */
  private get modelHint(): string {
    const { placeholder } = this.models;
    return placeholder === noBaseModels.placeholder ? t('Choose one, or type its name') : placeholder;
  }

  private post(): void {
    if (this.isReady && this.panel.visible) void this.panel.webview.postMessage(this.message);
  }

  /** What was found in the files. */
  private get verdicts(): ToCreateForm['facts'] {
    const { training, validation } = this.findings.inFiles;
    return [
      ...(training === null ? [] : [{ label: t('Training file'), ...training }]),
      ...(validation === null ? [] : [{ label: t('Validation file'), ...validation }]),
    ];
  }

  private get message(): ToCreateForm {
    const { draft, source, title, work, outcome, focus } = this;
    const estimate = estimateNow(draft, source, this.findings.tokens);
    return {
      ...{ type: 'createForm', title, work, outcome, focus, sections: this.sections },
      facts: [
        ...this.verdicts,
        ...estimateRows(estimate, source, editorFormat).map((fact) => ({ ...fact, isProblem: false })),
      ],
      whatHappens: whatHappens(draft, source.creation.options),
    };
  }
}
