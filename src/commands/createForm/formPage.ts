import { t } from '@vscode/l10n';
import { Uri, type WebviewPanel } from 'vscode';
import type { JobSource } from '../../jobs/source';
import { DisposableOwner } from '../../platform/disposables';
import { editorFormat } from '../../platform/editorFormat';
import { toFailure } from '../../platform/failures';
import { setPageTitle } from '../../platform/places';
import { openPriceSettings } from '../../platform/settings';
import type { FormNote, FormSection, FromCreateForm, ToCreateForm } from '../../shared/createFormProtocol';
import { receiveFromPage } from '../../views/receiveFromPage';
import type { App } from '../command';
import { listBaseModels, noBaseModels } from '../createJob/baseModelChoices';
import { createDrafted } from '../createJob/creating';
import { askTrainingFile, askValidationFile } from '../createJob/dataFiles';
import { discardUploads, leaveNothing } from '../createJob/discardUploads';
import { type JobDraft, repeatedOf } from '../createJob/draft';
import { estimateNow } from '../createJob/estimateStep';
import { estimateRows } from '../createJob/estimateText';
import { graderEntries } from '../createJob/graderEntries';
import { standingOf } from '../createJob/modelStanding';
import { OwnUploads } from '../createJob/ownUploads';
import { whatHappens } from '../createJob/whatHappens';
import { type DataFile, toDataFile } from '../trainingFiles/dataFile';
import { CreationRun } from './creationRun';
import { EditedDraft } from './editedDraft';
import { sourcesToCreateAt, sourceToCreateAt } from './formConnections';
import { fileFields, fileIds, fileOfKey, isFileId, listFiles, noFiles } from './formFiles';
import { FormFindings } from './formFindings';
import {
  connectionId,
  fieldOfEvaluations,
  firstProblem,
  type FormContent,
  sampleId,
  sectionsOf,
} from './formSections';
import { FromCreateFormMessage } from './fromCreateForm';
import { GraderBench, type TriedGrader } from './graderBench';
import { keepForm } from './keptForm';
import { LocatedFiles } from './locatedFiles';
import { tabTitle } from './tabTitle';
import { rowOfFile } from './trainingRow';
import { cancelledNote, type Unfinished, unfinishedNote } from './unfinished';

/** What a form begins with. */
export interface FormStart {
  readonly source: JobSource;
  readonly draft: JobDraft;
  readonly title: string;
  /** What is said at first; left out: nothing. */
  readonly news?: FormNote | null;
}

/**
 * A page that creates a job: the same draft as the quick picks fill, by the same rules. What was entered stays while
 * nobody looks, and over a reload of the window, until the page is closed; that ends a creation under way.
 */
export class CreateFormPage extends DisposableOwner {
  private isReady = false;
  /** The number of the last change that the page sent. */
  private received = 0;
  private edited: EditedDraft;
  /** What was entered for other connections, by the ids of their sources. */
  private readonly others = new Map<string, EditedDraft>();
  private readonly title: string;
  private models = noBaseModels;
  private files = noFiles;
  private isTried = false;
  private hasNamedEvaluations = false;
  private work: ToCreateForm['work'] = null;
  private outcome: FormNote | null = null;
  private focus: ToCreateForm['focus'] = null;
  private wasCancelled = false;
  private isClosed = false;
  private readonly uploads = new OwnUploads();
  /** Ends the lists of the source that is chosen. */
  private listing = new AbortController();
  private readonly creation = new CreationRun((work) => {
    if (this.work === null || this.work.isEnding) return;
    this.work = { ...work, isEnding: false };
    this.post();
  });
  private readonly findings: FormFindings;
  private readonly located: LocatedFiles;
  /** What the trial of the grader scores. */
  private sample = '';
  private readonly bench = new GraderBench({
    format: editorFormat,
    failureText: (error) => {
      const { summary, advice } = toFailure(error);
      return advice === null ? summary : `${summary}. ${advice}`;
    },
    onChange: () => this.post(),
  });

  constructor(
    private readonly app: App,
    private readonly panel: WebviewPanel,
    { source, draft, title, news = null }: FormStart,
  ) {
    super();
    this.outcome = news;
    this.edited = new EditedDraft(source, draft);
    this.title = title;
    this.findings = this.own(new FormFindings(app, this.creation.run, () => this.post()));
    this.located = this.own(
      new LocatedFiles(app, (field, sought, found) => {
        this.place(field, sought, found);
      }),
    );
    this.own(panel.webview.onDidReceiveMessage((message: unknown) => void this.receive(message)));
    this.own(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.isReady = false; // its script ends; when shown again it says `ready`
      }),
    );
    this.own(
      app.sources.onDidChange(() => {
        this.follow();
        this.post();
      }),
    );
    this.own({
      dispose: () => {
        this.isReady = false;
        this.isClosed = true;
        this.listing.abort();
        this.bench.forget();
        this.cancel();
        this.creation.cancel();
        // A creation that is under way does so when it has ended.
        if (this.work === null) void leaveNothing(this.app, this.uploads, []);
      },
    });
    panel.onDidDispose(() => this.dispose());
    this.list();
    this.look();
    this.post();
  }

  /** Never rejects. */
  private receive(raw: unknown): Promise<void> {
    return receiveFromPage(raw, {
      schema: FromCreateFormMessage,
      errors: this.app.errors,
      handle: (message) => this.handle(message),
    });
  }

  private async handle(message: FromCreateForm): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.isReady = true;
        this.received = 0;
        this.edited.leaveField();
        this.post();
        return;
      case 'cancel':
        this.cancel();
        return;
      case 'prices':
        await openPriceSettings();
        return;
      case 'save':
        await this.save();
        return;
      case 'create':
        await this.create();
        return;
      case 'try':
        if (this.work === null) await this.bench.press(message.button, this.triedGrader);
        return;
      case 'set':
        this.received = message.number;
        if (message.field === connectionId) await this.goTo(message.value);
        else this.change(() => this.set(message.field, message.value));
        return;
      case 'drop':
        this.change(() => this.edited.setFile(message.field, toDataFile(Uri.parse(message.uri))));
        return;
      case 'take':
        this.change(() => this.edited.setFile(message.field, this.findings.twinFor(message.field)));
        return;
      case 'leave':
        this.edited.leaveField();
        return;
      case 'more':
        if (this.work === null) await this.chooseFile(message.field);
    }
  }

  /** The list of files stays while the page is used: by then a job may be created, or the connection be another one. */
  private async chooseFile(field: string): Promise<void> {
    const { edited } = this;
    const name = field === fileIds.validation ? 'validationFile' : 'trainingFile';
    const ask = name === 'validationFile' ? askValidationFile : askTrainingFile;
    const chosen = { ...edited.draft };
    const outcome = await ask(this.app, edited.source, chosen, { title: this.title, canGoBack: false });
    const isChosen = outcome === 'next' && this.edited === edited;
    // Also where none was chosen the page shows its field again.
    this.change(() => edited.setFile(name, isChosen ? chosen[name] : undefined));
  }

  /** Changes the draft, unless a job is being created of it. */
  private change(act: () => void): void {
    if (this.work !== null) return;
    this.outcome = null;
    this.focus = null;
    const { grader } = this.draft;
    act();
    if (this.draft.grader !== grader) this.bench.forget();
    this.look();
    this.post();
  }

  private set(field: string, value: string): void {
    const { edited } = this;
    if (field === sampleId) this.sample = value;
    else if (isFileId(field)) edited.setFile(field, fileOfKey(value, this.files, edited.draft));
    else edited.set(field, value, { rows: this.findings.rowFields, tuned: this.tuned });
  }

  /** The start of a local engine takes a moment, in which the page can be used. */
  private async goTo(id: string): Promise<void> {
    if (this.work !== null || id === this.source.id) return;
    try {
      const source = await sourceToCreateAt(this.app, id);
      if (source !== undefined && source !== this.source) this.change(() => this.setSource(source));
    } finally {
      this.post(); // where it stays, its field shows that again
    }
  }

  private setSource(source: JobSource): void {
    const { id } = source;
    const { draft } = this;
    this.others.set(this.source.id, this.edited);
    this.edited = this.others.get(id)?.following(source) ?? this.edited.at(source);
    this.outcome = this.edited.noteOfMethod(draft);
    this.isTried = false;
    this.list();
  }

  /** Goes where its connection leads now, whose settings were changed. A creation that is under way ends where it began. */
  private follow(): void {
    if (this.work !== null || this.isGone) return;
    const now = this.app.sources.find(this.source.id);
    if (now === undefined || now === this.source) return;
    const { draft } = this;
    this.edited = this.edited.following(now);
    this.outcome = this.edited.noteOfMethod(draft) ?? this.outcome;
    this.list();
    this.look();
  }

  private get isGone(): boolean {
    return !this.app.sources.available.some(({ name }) => name === this.source.name);
  }

  private get source(): JobSource {
    return this.edited.source;
  }

  private get draft(): JobDraft {
    return this.edited.draft;
  }

  /** All that may name an upload of this form. */
  private get drafts(): readonly JobDraft[] {
    return [this.edited, ...this.others.values()].map(({ draft }) => draft);
  }

  private get tuned(): ReadonlySet<string> {
    return new Set(this.models.tuned.map(({ value }) => value));
  }

  private get connections(): FormContent['connection']['all'] {
    const able = sourcesToCreateAt(this.app);
    const all = able.some(({ id }) => id === this.source.id) ? able : [this.source, ...able];
    const { shown } = this.app.sources;
    return all.map((each) => ({
      ...{ id: each.id, name: each.name, kind: each.kind },
      isShown: shown.some(({ id }) => id === each.id),
    }));
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
        this.look();
        this.post();
      },
      (error: unknown) => this.app.errors.record('Listing the data files failed', error),
    );
  }

  /** An uploaded file is known on this machine: unless a job is being created of it, or another one was chosen. */
  private place(field: string, sought: DataFile, found: DataFile): void {
    const { trainingFile, validationFile } = this.draft;
    const chosen = field === fileIds.validation ? validationFile : trainingFile;
    if (this.work !== null || chosen !== sought) return;
    this.edited.setFile(field, found);
    this.look();
    this.post();
  }

  /** Looks into the files, as far as they changed. */
  private look(): void {
    this.located.look(this.draft, this.source);
    this.findings.look(this.draft, this.source);
    this.findings.compare(this.draft, this.source, this.files.stored);
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
      ...{ check: this.findings.check, title: this.title, uploads: this.uploads, run: this.creation.run },
    });
    this.creation.reset();
    if (outcome.kind === 'created') {
      this.work = null;
      this.panel.dispose();
      return;
    }
    if (this.isClosed) await leaveNothing(this.app, this.uploads, []);
    else this.outcome = await this.settle(outcome);
    this.work = null;
    if (outcome.kind === 'left') this.takeFocus();
    this.follow();
    this.look();
    this.post();
  }

  /** The person decided in a dialog, which does not give the focus back to a page. Who went elsewhere stays there. */
  private takeFocus(): void {
    if (this.isClosed || !this.panel.active) return;
    this.focus = { field: null, at: Date.now() };
    this.panel.reveal();
  }

  private async save(): Promise<void> {
    const { draft, source } = this;
    const repeated = repeatedOf(draft, source.creation.options);
    await this.app.run('fineTuning.saveJobFile', { draft: { ...draft, repeated }, connection: source.name });
  }

  /** Once: who leaves them out then wants it so. */
  private unnamedEvaluations(): string | null {
    if (this.hasNamedEvaluations) return null;
    const field = fieldOfEvaluations(this.draft, this.source.creation.options);
    this.hasNamedEvaluations = field !== null;
    return field;
  }

  /** What became of a creation that made no job, after what it uploaded is deleted where it was cancelled. */
  private async settle(outcome: Unfinished): Promise<FormNote | null> {
    if (outcome.kind === 'failed') this.app.errors.record(t('Creating the job failed'), outcome.error);
    else if (!outcome.mayExist && this.wasCancelled)
      return cancelledNote(await discardUploads(this.app, this.uploads, this.drafts));
    return unfinishedNote(outcome);
  }

  private cancel(): void {
    if (this.work === null || this.work.isEnding) return;
    this.wasCancelled = true;
    this.work = { ...this.work, isEnding: true };
    this.creation.cancel();
    this.post();
  }

  private get sections(): readonly FormSection[] {
    const { draft, source, models, isTried, files, findings } = this;
    return sectionsOf({
      ...{
        draft,
        isTried,
        refused: this.edited.refused,
        options: source.creation.options,
        kind: source.kind,
      },
      trial: source.creation.graders === null ? null : this.bench.trial,
      sample: this.sample,
      rows: findings.rowFields,
      models: {
        ...{ choices: models.choices, tuned: models.tuned, hint: this.modelHint },
        standing: standingOf(draft.model, models.ends, this.app.clock.now() / 1000, editorFormat),
      },
      connection: { id: source.id, isGone: this.isGone, all: this.connections },
      files: fileFields(
        draft,
        source,
        files,
        { found: findings.inFiles(draft, source), twins: findings.twins, overlap: findings.overlap },
        isTried,
      ),
    });
  }

  /** Null: something is missing of it. */
  private get triedGrader(): TriedGrader | null {
    const { draft, source, sample } = this;
    const { graders } = source.creation;
    const isWhole = graderEntries(draft, null).every(({ missing }) => missing === null);
    if (draft.grader === null || graders === null || !isWhole) return null;
    const row = (signal: AbortSignal) => rowOfFile(this.app, source, draft.trainingFile, signal);
    return { grader: draft.grader, graders, sample, row };
  }

  /** That the list is cut, where it is. */
  private get modelHint(): string {
    const { placeholder } = this.models;
    return placeholder === noBaseModels.placeholder ? t('Choose one, or type its name') : placeholder;
  }

  private post(): void {
    if (!this.isDisposed) setPageTitle(this.panel, tabTitle(this.title, this.draft));
    if (this.isReady && this.panel.visible) void this.panel.webview.postMessage(this.message);
  }

  /** What was found in the files. */
  private get verdicts(): ToCreateForm['facts'] {
    const { training, validation } = this.findings.inFiles(this.draft, this.source);
    return [
      ...(training === null ? [] : [{ label: t('Training file'), ...training }]),
      ...(validation === null ? [] : [{ label: t('Validation file'), ...validation }]),
    ];
  }

  private get message(): ToCreateForm {
    const { draft, source, title, work, outcome, focus, received } = this;
    const estimate = estimateNow(draft, source, this.findings.tokens);
    return {
      ...{ type: 'createForm', title, work, outcome, focus, received, sections: this.sections },
      kept: keepForm(source, draft, title),
      facts: [
        ...this.verdicts,
        ...estimateRows(estimate, source, editorFormat).map((fact) => ({ ...fact, isProblem: false })),
      ],
      whatHappens: whatHappens(draft, source.creation.options, editorFormat),
    };
  }
}
